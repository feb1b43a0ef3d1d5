import * as z from "zod/mini";
import type { Github } from "./github";
import { GithubError } from "./github-errors";
import { withRenewal } from "./renewable";
import type { Commit } from "./revision";
import type { PostedStatus } from "./standing-status";
import { parsedTargetUrl } from "./target-url";
import type { TokenOf } from "./token";

const perPage = 100;

const answer = z.array(
  z.object({
    context: z.string(),
    state: z.string(),
    description: z.nullish(z.string()),
    target_url: z.nullish(z.string()),
  }),
);

type Answered = z.infer<typeof answer>;

export interface NewStatus {
  readonly context: string;
  readonly state: string;
  readonly description: string;
  readonly targetUrl: string;
}

/** The statuses of commits at GitHub. */
export class CommitStatuses {
  constructor(
    private readonly github: Github,
    private readonly tokenOf: TokenOf,
  ) {}

  /** All statuses that were posted in a context. The first one stands: it is the latest. */
  async history(commit: Commit, context: string): Promise<readonly PostedStatus[]> {
    const statuses: Answered = [];
    let page: Answered;
    do {
      page = await this.#page(commit, 1 + statuses.length / perPage);
      statuses.push(...page);
    } while (page.length === perPage);
    return statuses
      .filter((status) => isSameContext(status.context, context))
      .map(({ state, description, target_url }) => ({
        state,
        description: description ?? "",
        target: parsedTargetUrl(target_url ?? ""),
      }));
  }

  async post(commit: Commit, { context, state, description, targetUrl }: NewStatus): Promise<void> {
    const path = `/repos/${commit.owner}/${commit.repo}/statuses/${commit.sha}`;
    const body = { state, context, description, target_url: targetUrl };
    await this.#request(commit, { method: "POST", path, body });
  }

  async #page({ owner, repo, sha }: Commit, page: number): Promise<Answered> {
    const path = `/repos/${owner}/${repo}/commits/${sha}/statuses?per_page=${perPage}&page=${page}`;
    const { data } = answer.safeParse(await this.#request({ owner, repo, sha }, { method: "GET", path }));
    if (data !== undefined) return data;
    throw new GithubError("GitHub's answer is no list of statuses: see the URL of its API");
  }

  #request(
    commit: Commit,
    request: { readonly method: "GET" | "POST"; readonly path: string; readonly body?: unknown },
  ): Promise<unknown> {
    return withRenewal(this.tokenOf(commit), (token) =>
      this.github.request({ ...request, purpose: "status", token }),
    );
  }
}

/** GitHub takes contexts that differ by case for one. */
function isSameContext(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
