import type { GitChange } from "../../local/aws/local-account";
import type { ConnectionSourceSettings } from "../../settings/schema/github-source";

/** Something that may happen in a repository, in words and as the local AWS is told of it, but for its commit. */
export interface PlayedChange {
  readonly what: string;
  readonly change: WithoutCommit<GitChange>;
}

type WithoutCommit<T> = T extends unknown ? Omit<T, "commit"> : never;

type Push = NonNullable<Exclude<ConnectionSourceSettings["trigger"], string | undefined>["push"]>[number];
type PullRequest = NonNullable<
  Exclude<ConnectionSourceSettings["trigger"], string | undefined>["pullRequest"]
>[number];

/** A name that a glob pattern matches: the first of every choice. */
export function exampleOf(pattern: string): string {
  return pattern
    .replace(/\{([^,}]*)[^}]*\}/g, "$1")
    .replace(/\[!?([^\]])[^\]]*\]/g, "$1")
    .replace(/\*+/g, "any")
    .replaceAll("?", "a")
    .replaceAll("\\", "");
}

const firstOf = (patterns: readonly string[] | undefined, otherwise: string): string =>
  exampleOf(patterns?.[0] ?? otherwise);

function pushOf(branch: string, file = "README.md"): PlayedChange {
  return {
    what: `a push to ${branch} that changes ${file}`,
    change: { branch, files: [file] },
  };
}

function tagOf(tag: string): PlayedChange {
  return { what: `a push of the tag ${tag}`, change: { tag } };
}

function matching({ tags, branches, filePaths }: Push, branch: string): PlayedChange {
  return tags === undefined
    ? pushOf(firstOf(branches?.includes, branch), firstOf(filePaths?.includes, "README.md"))
    : tagOf(firstOf(tags.includes, "any"));
}

function requested({ events, branches, filePaths }: PullRequest, branch: string): PlayedChange {
  const pullRequest = events?.[0] ?? "OPEN";
  const into = firstOf(branches?.includes, branch);
  const file = firstOf(filePaths?.includes, "README.md");
  return {
    what: `a pull request into ${into} that changes ${file}: ${pullRequest}`,
    change: { pullRequest, from: "feature", into, files: [file] },
  };
}

/** One change that each filter is there for, and changes that nothing may wait for. */
export function changesOf({ branch, trigger }: ConnectionSourceSettings): readonly PlayedChange[] {
  const { push = [], pullRequest = [] } = typeof trigger === "object" ? trigger : {};
  return [
    ...push.map((filter) => matching(filter, branch)),
    ...pullRequest.map((filter) => requested(filter, branch)),
    ...pushesToBranches(branch),
    tagOf("another-tag"),
  ];
}

/** A push to the branch that the source reads, and one to another branch. */
export function pushesToBranches(branch: string): readonly PlayedChange[] {
  return [pushOf(branch), pushOf(`not-${branch}`)];
}
