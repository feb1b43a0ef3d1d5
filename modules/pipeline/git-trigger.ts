import { nameRules } from "../aws/name-rules";
import { contradiction } from "../findings/contradictions";
import type { Finding } from "../findings/finding";
import { fullRef } from "../findings/git-errors";
import { emptyList, invalidName, tooMany } from "../findings/value-errors";
import { defined } from "../terraform/defined";

/** Glob patterns that must, and must not, match. At most 8 each (CodePipeline: Filter triggers). */
export interface GitFilter {
  /** Patterns of which one must match. @default any */
  readonly includes?: readonly string[];
  /** Patterns of which none may match; they win over `includes`. @default none */
  readonly excludes?: readonly string[];
}

/** A push that starts the pipeline: by tag, or by branch and changed files. */
export interface GitPushFilter {
  /** Branches that are pushed to. @default any branch, unless `tags` is given */
  readonly branches?: GitFilter;
  /** Paths of files that the push changes. @default any file */
  readonly filePaths?: GitFilter;
  /** Tags that are pushed. Not together with `branches` or `filePaths`. @default none */
  readonly tags?: GitFilter;
}

export const pullRequestEvents = ["OPEN", "UPDATED", "CLOSED"] as const;

export type PullRequestEvent = (typeof pullRequestEvents)[number];

/** A pull request that starts the pipeline. */
export interface GitPullRequestFilter {
  /** What happens to the pull request: opened, updated with new commits, or closed. @default all three */
  readonly events?: readonly PullRequestEvent[];
  /** Branches that the pull request would merge into. @default any branch */
  readonly branches?: GitFilter;
  /** Paths of files that the pull request changes. @default any file */
  readonly filePaths?: GitFilter;
}

/** What starts a V2 pipeline through a connection. At most 3 pushes and 3 pull requests. */
export interface GitFilters {
  /** Pushes that start the pipeline: one that matches is enough, at most 3. @default none */
  readonly push?: readonly GitPushFilter[];
  /** Pull requests that start the pipeline: one that matches is enough, at most 3. @default none */
  readonly pullRequest?: readonly GitPullRequestFilter[];
}

/** The filters of one source action of a pipeline. */
export interface GitTrigger extends GitFilters {
  readonly sourceActionName: string;
}

const source = "CodePipeline API: GitConfiguration";

function patternFindings(at: string, patterns: readonly string[]): readonly Finding[] {
  return [
    ...tooMany(at, patterns, 8, source),
    ...patterns.flatMap((pattern, index) => [
      ...invalidName(`${at}[${index}]`, pattern, nameRules.gitPattern),
      ...fullRef(`${at}[${index}]`, pattern),
    ]),
  ];
}

function filterFindings(at: string, filter: GitFilter | undefined): readonly Finding[] {
  if (!filter) return [];
  const { includes = [], excludes = [] } = filter;
  return [
    ...emptyList(at, [...includes, ...excludes], "at least one pattern in includes or excludes"),
    ...patternFindings(`${at}.includes`, includes),
    ...patternFindings(`${at}.excludes`, excludes),
  ];
}

function tagsBesideBranches(at: string, { tags, branches, filePaths }: GitPushFilter): readonly Finding[] {
  return tags && (branches ?? filePaths)
    ? contradiction(at, { tags, branches, filePaths }, "tagsBesideBranches")
    : [];
}

function filtersNothing(at: string, filter: GitPushFilter | GitPullRequestFilter): readonly Finding[] {
  return Object.keys(filter).length > 0 ? [] : contradiction(at, filter, "filtersNothing");
}

/** What AWS would refuse in these filters. */
export function gitFilterFindings(filters: GitFilters): readonly Finding[] {
  const { push = [], pullRequest = [] } = filters;
  return [
    ...emptyList("triggers", [...push, ...pullRequest], "at least one push or pull request"),
    ...tooMany("triggers.push", push, 3, source),
    ...tooMany("triggers.pullRequest", pullRequest, 3, source),
    ...push.flatMap((filter, index) => [
      ...filtersNothing(`triggers.push[${index}]`, filter),
      ...tagsBesideBranches(`triggers.push[${index}]`, filter),
      ...filterFindings(`triggers.push[${index}].branches`, filter.branches),
      ...filterFindings(`triggers.push[${index}].filePaths`, filter.filePaths),
      ...filterFindings(`triggers.push[${index}].tags`, filter.tags),
    ]),
    ...pullRequest.flatMap((filter, index) => [
      ...filtersNothing(`triggers.pullRequest[${index}]`, filter),
      ...emptyList(`triggers.pullRequest[${index}].events`, filter.events, "OPEN, UPDATED or CLOSED"),
      ...filterFindings(`triggers.pullRequest[${index}].branches`, filter.branches),
      ...filterFindings(`triggers.pullRequest[${index}].filePaths`, filter.filePaths),
    ]),
  ];
}

const lists = (filter: GitFilter | undefined) =>
  filter &&
  defined({
    includes: filter.includes && [...filter.includes],
    excludes: filter.excludes && [...filter.excludes],
  });

/** The `trigger` block of a pipeline. */
export function triggerBlock({ sourceActionName, push = [], pullRequest = [] }: GitTrigger) {
  return {
    providerType: "CodeStarSourceConnection",
    gitConfiguration: {
      sourceActionName,
      push: push.map(({ branches, filePaths, tags }) =>
        defined({ branches: lists(branches), filePaths: lists(filePaths), tags: lists(tags) }),
      ),
      pullRequest: pullRequest.map(({ events, branches, filePaths }) =>
        defined({
          events: events && [...events],
          branches: lists(branches),
          filePaths: lists(filePaths),
        }),
      ),
    },
  };
}
