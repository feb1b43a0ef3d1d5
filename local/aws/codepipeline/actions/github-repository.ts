import { z } from "zod";
import { unzipFiles } from "../artifacts/artifact-zip";
import type { ArtifactFiles } from "./action-provider";

const signature = z.object({ name: z.string(), email: z.string(), date: z.string() });

const commit = z.object({
  sha: z.string(),
  html_url: z.string(),
  commit: z.object({ message: z.string(), author: signature, committer: signature }),
  author: z.object({ login: z.string() }).nullable(),
});

/** A commit as GitHub's API tells it. */
export type GithubCommit = z.output<typeof commit>;

/** A repository on GitHub as a source reads it, with a token. */
export class GithubRepository {
  constructor(
    private readonly url: string,
    private readonly fullName: string,
    private readonly token: string,
  ) {}

  /** The commit at the head of a branch. */
  async headOf(branch: string): Promise<GithubCommit> {
    const response = await this.#get(`branches/${encodeURIComponent(branch)}`);
    return z.object({ commit }).parse(await response.json()).commit;
  }

  async commit(sha: string): Promise<GithubCommit> {
    return commit.parse(await (await this.#get(`commits/${sha}`)).json());
  }

  /** Every file as the commit left it. GitHub's archive has them in a folder. */
  async filesAt(sha: string): Promise<ArtifactFiles> {
    const archive = await (await this.#get(`zipball/${sha}`)).arrayBuffer();
    const files = unzipFiles(new Uint8Array(archive)) ?? {};
    const entries = Object.entries(files);
    return Object.fromEntries(entries.map(([path, content]) => [path.slice(path.indexOf("/") + 1), content]));
  }

  async #get(path: string): Promise<Response> {
    const address = `${this.url.replace(/\/+$/, "")}/repos/${this.fullName}/${path}`;
    const response = await fetch(address, { headers: { authorization: `token ${this.token}` } });
    if (response.ok) return response;
    throw new GithubRefusal(response.status, await response.text());
  }
}

/** GitHub's answer where it has not what was asked for, or does not tell. */
export class GithubRefusal extends Error {
  constructor(
    readonly status: number,
    readonly answer: string,
  ) {
    super(`GitHub answered ${status}: ${answer}`);
    this.name = "GithubRefusal";
  }

  /** Whether it is about who asks, and not about what. */
  get isAboutToken(): boolean {
    return this.status === 401 || this.status === 403;
  }
}
