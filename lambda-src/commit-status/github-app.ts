import githubAppJwt from "universal-github-app-jwt";
import * as z from "zod/mini";
import type { GithubApp } from "./environment";
import type { Github } from "./github";
import { GithubError } from "./github-errors";
import { type Renewable, withRenewal } from "./renewable";
import type { Repository } from "./revision";
import { UnusableSecret } from "./secret-reader";
import type { TokenOf } from "./token";

const installationAnswer = z.object({ id: z.number() });
const tokenAnswer = z.object({ token: z.string().check(z.minLength(1)), expires_at: z.string() });

// A token that expires while it is used is of no use.
const marginInMilliseconds = 60 * 1000;

export interface AppTokenProps {
  readonly app: GithubApp;
  /** The App's private key. */
  readonly key: Renewable;
  readonly github: Github;
  readonly now: () => number;
}

/** Tokens of a GitHub App's installations: each may write the statuses of one repository, for an hour. */
export function appToken(props: AppTokenProps): TokenOf {
  const tokens = new Map<string, InstallationToken>();
  return (repository) => {
    const name = `${repository.owner}/${repository.repo}`;
    const token = tokens.get(name) ?? new InstallationToken(repository, props);
    tokens.set(name, token);
    return token;
  };
}

class InstallationToken implements Renewable {
  #kept: { readonly value: string; readonly until: number } | undefined;

  constructor(
    private readonly repository: Repository,
    private readonly props: AppTokenProps,
  ) {}

  async value(): Promise<string> {
    if (this.#kept === undefined || this.#kept.until <= this.props.now()) {
      const { token, expires_at } = await this.#made();
      this.#kept = { value: token, until: Date.parse(expires_at) - marginInMilliseconds };
    }
    return this.#kept.value;
  }

  forget(): void {
    this.#kept = undefined;
  }

  #made(): Promise<z.infer<typeof tokenAnswer>> {
    const { app, key, now } = this.props;
    return withRenewal(key, async (privateKey) => {
      const token = await jsonWebToken(app.id, privateKey, now());
      const installation = app.installationId ?? (await this.#installation(token));
      const answer = await this.props.github.request({
        method: "POST",
        path: `/app/installations/${installation}/access_tokens`,
        purpose: "installation-token",
        token,
        body: { repositories: [this.repository.repo], permissions: { statuses: "write" } },
      });
      return parsed(tokenAnswer, answer, "a new installation token");
    });
  }

  async #installation(token: string): Promise<number> {
    const { owner, repo } = this.repository;
    const path = `/repos/${owner}/${repo}/installation`;
    const answer = await this.props.github.request({ method: "GET", path, purpose: "installation", token });
    return parsed(installationAnswer, answer, "the App's installation").id;
  }
}

async function jsonWebToken(id: string, privateKey: string, now: number): Promise<string> {
  try {
    const { token } = await githubAppJwt({ id, privateKey, now: Math.floor(now / 1000) });
    return token;
  } catch {
    // Nothing of a key may come into a message, so the cause is left out.
    throw new UnusableSecret(
      "The private key of the GitHub App is no RSA key in PEM: put the file that GitHub made there, whole, with its lines.",
    );
  }
}

function parsed<T extends z.ZodMiniType>(schema: T, answer: unknown, what: string): z.infer<T> {
  const { data, success } = schema.safeParse(answer);
  if (!success) throw new GithubError(`GitHub's answer is not ${what}: see the URL of its API`);
  return data;
}
