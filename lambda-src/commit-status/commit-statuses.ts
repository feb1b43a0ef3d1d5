import * as z from "zod/mini";
import type { Github } from "./github";
import { GithubError } from "./github-errors";
import { withRenewal } from "./renewable";
import type { Commit } from "./revision";
import type { StandingStatus } from "./standing-status";
import type { CommitState } from "./states";
import { origin } from "./target-url";
import type { TokenOf } from "./token";

const perPage = 100;

const answer = z.object({
  statuses: z.array(
    z.object({
      context: z.string(),
      state: z.string(),
      description: z.nullish(z.string()),
      target_url: z.nullish(z.string()),
    }),
  ),
});

type Answered = z.infer<typeof answer>["statuses"][number];

export interface NewStatus {
  readonly context: string;
  readonly state: CommitState;
  readonly description: string;
  readonly targetUrl: string;
}

/** The statuses of commits at GitHub. */
export class CommitStatuses {
  constructor(
    private readonly github: Github,
    private readonly tokenOf: TokenOf,
  ) {}

  /** The status that stands in a context. */
  async standing(commit: Commit, context: string): Promise<StandingStatus | undefined> {
    // GitHub takes contexts that differ by case for one.
    const isMeant = (status: Answered) => status.context.toLowerCase() === context.toLowerCase();
    for (let page = 1; ; page++) {
      const statuses = await this.#page(commit, page);
      const found = statuses.find(isMeant);
      if (found !== undefined) return standingStatus(found);
      if (statuses.length < perPage) return undefined;
    }
  }

  async post(commit: Commit, { context, state, description, targetUrl }: NewStatus): Promise<void> {
    const path = `/repos/${commit.owner}/${commit.repo}/statuses/${commit.sha}`;
    const body = { state, context, description, target_url: targetUrl };
    await this.#request(commit, { method: "POST", path, body });
  }

  async #page(commit: Commit, page: number): Promise<readonly Answered[]> {
    const { owner, repo, sha } = commit;
    const path = `/repos/${owner}/${repo}/commits/${sha}/status?per_page=${perPage}&page=${page}`;
    const { data } = answer.safeParse(await this.#request(commit, { method: "GET", path }));
    if (data === undefined) {
      throw new GithubError("GitHub's answer is no list of statuses: see the URL of its API");
    }
    return data.statuses;
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

function standingStatus({ state, description, target_url }: Answered): StandingStatus {
  return { state, description: description ?? "", origin: origin(target_url ?? "") };
}
