import { randomBytes, randomInt } from "node:crypto";
import { BOT } from "./commit";
import type { CommitStatus } from "./commit-status";

/** How much a permission allows. */
export type Access = "read" | "write";

/** What an app may do, by GitHub's names: `statuses`, `contents`, `repository_hooks`, … */
export type Permissions = Readonly<Record<string, Access>>;

/** A GitHub App. */
export interface App {
  readonly appId: number;
  /** What its own tokens may name in place of the number. */
  readonly clientId: string;
  readonly slug: string;
  /** PEM of the key that the app's own tokens are checked with. */
  readonly publicKey: string;
  readonly permissions: Permissions;
  readonly tokenLifetimeSeconds: number;
}

/** An app at an owner. */
export interface Installation {
  readonly id: number;
  readonly app: App;
  readonly owner: string;
  /** Undefined: all of the owner's. */
  readonly repositories: readonly string[] | undefined;
}

/** Where an app is to be installed; it gets any id unless one is given. */
type InstallationPlace = Pick<Installation, "owner" | "repositories"> & { readonly id: number | undefined };

/** What an installation token may do, and until when. */
export interface InstallationToken {
  readonly installation: Installation;
  readonly repositories: readonly string[] | undefined;
  readonly permissions: Permissions;
  readonly expiresAt: number;
}

// So begin GitHub's own.
const TOKEN_PREFIX = "ghs_";

/** Every app, where it is installed, and the tokens it was given. */
export class Apps {
  readonly #apps = new Map<string, App>();
  readonly #installations = new Map<number, Installation>();
  readonly #tokens = new Map<string, InstallationToken>();

  register(app: App, places: readonly InstallationPlace[]): Installation[] {
    this.#apps.set(String(app.appId), app).set(app.clientId, app);
    return places.map((place) => {
      const installation = { ...place, id: place.id ?? randomInt(1, 2 ** 31), app };
      this.#installations.set(installation.id, installation);
      return installation;
    });
  }

  /** By its number or its client ID. */
  app(id: string): App | undefined {
    return this.#apps.get(id);
  }

  installation(id: number): Installation | undefined {
    return this.#installations.get(id);
  }

  installationAt(app: App, owner: string, repository: string): Installation | undefined {
    return [...this.#installations.values()].find(
      (installation) => installation.app.appId === app.appId && reaches(installation, owner, repository),
    );
  }

  issue(token: InstallationToken): string {
    const name = `${TOKEN_PREFIX}${randomBytes(18).toString("hex")}`;
    this.#tokens.set(name, token);
    return name;
  }

  /** "expired" is also one that never was. Undefined for a token of another kind, which may do everything here. */
  installationToken(token: string): InstallationToken | "expired" | undefined {
    if (!token.startsWith(TOKEN_PREFIX)) return undefined;
    const known = this.#tokens.get(token);
    return known !== undefined && known.expiresAt > Date.now() ? known : "expired";
  }

  /** Whom GitHub names as the author of what was done with a token. */
  accountOf(token: string): CommitStatus["creator"] {
    const app = this.#tokens.get(token)?.installation.app;
    return app === undefined ? { login: BOT.name, type: "User" } : { login: `${app.slug}[bot]`, type: "Bot" };
  }
}

/** Whether a repository belongs to what an installation, or one of its tokens, was given. */
export function reaches(
  { owner, repositories }: Pick<Installation, "owner" | "repositories">,
  askedOwner: string,
  askedRepository: string,
): boolean {
  if (owner.toLowerCase() !== askedOwner.toLowerCase()) return false;
  return repositories?.some((name) => name.toLowerCase() === askedRepository.toLowerCase()) ?? true;
}
