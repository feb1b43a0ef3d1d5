import { createHash } from "node:crypto";

/** The contents of a repository's files, by path. */
export type Files = ReadonlyMap<string, string>;

/** Whoever wrote a commit. */
export interface Author {
  readonly name: string;
  readonly email: string;
}

/** A commit: every file of the repository as it left them, and which of them it touched. */
export interface Commit {
  readonly sha: string;
  readonly tree: string;
  readonly parent: string | undefined;
  readonly message: string;
  readonly author: Author;
  readonly committer: Author;
  readonly date: string;
  readonly files: Files;
  readonly added: readonly string[];
  readonly modified: readonly string[];
  readonly removed: readonly string[];
}

/** What a commit changes: a path's new content, or null to remove the file. */
export interface NewCommit {
  readonly files: Readonly<Record<string, string | null>>;
  readonly message?: string | undefined;
  readonly author?: Author | undefined;
  /** @default the author */
  readonly committer?: Author | undefined;
  /** Its hash, where somebody has named it already. */
  readonly sha?: string | undefined;
}

export const BOT: Author = { name: "local-github", email: "local-github@example.invalid" };

/** The commit after its parent. The same change of the same parent has the same hash. */
export function commitAfter(parent: Commit | undefined, change: NewCommit): Commit {
  const before: Files = parent?.files ?? new Map();
  const files = new Map(before);
  for (const [path, content] of Object.entries(change.files)) {
    if (content === null) files.delete(path);
    else files.set(path, content);
  }
  const { author = BOT, committer } = change;
  const tree = hashOf([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
  const given = change.message ?? "";
  const sha = change.sha ?? hashOf({ tree, parent: parent?.sha, message: given, author, committer });
  return {
    sha,
    tree,
    parent: parent?.sha,
    message: given || `Commit ${sha.slice(0, 7)}`,
    author,
    committer: committer ?? author,
    date: new Date().toISOString(),
    files,
    added: [...files.keys()].filter((path) => !before.has(path)),
    modified: [...files].filter(([path, now]) => before.has(path) && before.get(path) !== now).map(first),
    removed: [...before.keys()].filter((path) => !files.has(path)),
  };
}

function first([path]: readonly [string, string]): string {
  return path;
}

function hashOf(content: unknown): string {
  return createHash("sha1").update(JSON.stringify(content)).digest("hex");
}
