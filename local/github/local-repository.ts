import type { Author } from "./commit";
import type { CommitStatus } from "./commit-status";
import { CONTROL_ROOT } from "./control";
import type { Hook, HookDelivery } from "./hook";
import type { IdentitySettings } from "./identity-settings";
import type { REFUSABLE_METHODS, RefusedWith } from "./refusals";

/** What is committed to a branch: contents of files by path, null to remove one. */
export interface CommitSettings {
  readonly branch: string;
  readonly files: Readonly<Record<string, string | null>>;
  /** @default one that names the commit's hash */
  readonly message?: string;
  /** @default the local GitHub itself */
  readonly author?: Author;
  /** @default the hash of what it holds */
  readonly sha?: string;
}

/** What a commit did to a branch. */
export interface CommittedChange {
  readonly sha: string;
  readonly message: string;
  readonly added: readonly string[];
  readonly modified: readonly string[];
  readonly removed: readonly string[];
}

/** What a repository and its owner have as GitHub's ids. */
export interface RepositoryIds {
  readonly repositoryId: string;
  readonly ownerId: string;
}

type RefusableMethod = (typeof REFUSABLE_METHODS)[number];

/** One repository of a local GitHub, for any process that knows its URL. */
export class LocalRepository {
  readonly #root: string;

  constructor(
    url: string,
    readonly owner: string,
    readonly name: string,
  ) {
    this.#root = `${url.replace(/\/+$/, "")}${CONTROL_ROOT}/${owner}/${name}`;
  }

  /** The webhooks with their real secrets, oldest first. */
  hooks(): Promise<Hook[]> {
    return this.#call("GET", "hooks");
  }

  /** Everything sent to hooks so far, pings included, oldest first. */
  deliveries(): Promise<HookDelivery[]> {
    return this.#call("GET", "deliveries");
  }

  /** Commits to a branch, which nobody hears of. */
  commit(commit: CommitSettings): Promise<CommittedChange> {
    return this.#call("POST", "commits", commit);
  }

  /**
   * Pushes a commit and waits until every hook has answered. Without files it leaves them as they are. `secret` signs with
   * another secret than the hook's.
   */
  push(
    push: Pick<CommitSettings, "branch"> & Partial<CommitSettings> & { readonly secret?: string },
  ): Promise<HookDelivery[]> {
    return this.#call("POST", "pushes", push);
  }

  /** Every status that a commit was ever given, oldest first. */
  statuses(sha: string): Promise<CommitStatus[]> {
    return this.#call("GET", `statuses/${sha}`);
  }

  /** The variables of the repository's workflows by name, upper case. */
  actionsVariables(): Promise<Record<string, string>> {
    return this.#call("GET", "actions/variables");
  }

  /** The secrets of the repository's workflows by name, upper case, with their values, which the API never tells. */
  actionsSecrets(): Promise<Record<string, string>> {
    return this.#call("GET", "actions/secrets");
  }

  /** The token that GitHub gives a job of a workflow, for whoever trusts it by OIDC. */
  async identityToken(job: IdentitySettings): Promise<string> {
    return (await this.#call<{ token: string }>("POST", "identity-tokens", job)).token;
  }

  /** The ids that immutable subjects of identity tokens name. */
  ids(): Promise<RepositoryIds> {
    return this.#call("GET", "ids");
  }

  /** From now on identity tokens name the owner and the repository by their ids too, as of one made since 15 July 2026. */
  useImmutableSubjects(): Promise<RepositoryIds> {
    return this.#call("POST", "immutable-subjects");
  }

  /** Lets the API refuse every request of a method about this repository, until `answerAgain`. */
  refuse(method: RefusableMethod, how: RefusedWith): Promise<void> {
    return this.#call("POST", "refusals", { method, always: how });
  }

  /** Lets the API refuse the next requests of a method, each in its way; those after them it answers. */
  refuseInTurn(method: RefusableMethod, how: readonly RefusedWith[]): Promise<void> {
    return this.#call("POST", "refusals", { method, inTurn: how });
  }

  answerAgain(): Promise<void> {
    return this.#call("DELETE", "refusals");
  }

  async #call<Body>(method: string, path: string, body?: object): Promise<Body> {
    const response = await fetch(`${this.#root}/${path}`, {
      method,
      ...(body ? { body: JSON.stringify(body), headers: { "content-type": "application/json" } } : {}),
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(
        `${method} ${path} of ${this.owner}/${this.name} failed with ${response.status}: ${text}`,
      );
    }
    return (text ? JSON.parse(text) : undefined) as Body;
  }
}
