import { randomInt } from "node:crypto";
import type { ActionsSecret } from "./actions-secret";
import type { ActionsVariable } from "./actions-variable";
import { type Commit, commitAfter, type NewCommit } from "./commit";
import type { CommitStatus } from "./commit-status";
import type { Hook, HookDelivery } from "./hook";
import type { Refusals } from "./refusals";

/** One repository of the local GitHub: it exists as soon as somebody names it. */
export interface Repository {
  readonly id: number;
  readonly ownerId: number;
  readonly owner: string;
  readonly name: string;
  readonly hooks: Map<number, Hook>;
  /** Oldest first. */
  readonly deliveries: HookDelivery[];
  /** The commit at each branch's head. */
  readonly heads: Map<string, string>;
  /** Every commit, by its hash. */
  readonly commits: Map<string, Commit>;
  /** Every status by its commit's hash, oldest first. */
  readonly statuses: Map<string, CommitStatus[]>;
  /** By name in upper case. */
  readonly variables: Map<string, ActionsVariable>;
  /** By name in upper case. */
  readonly secrets: Map<string, ActionsSecret>;
  /** Whether subjects of identity tokens name the owner and the repository by their ids too. */
  immutableSubjects: boolean;
  /** How the API refuses requests by method, while a test wants that. */
  readonly refusals: Map<string, Refusals>;
}

/** All repositories, each with its own hooks, deliveries and branches. */
export class Repositories {
  readonly #repositories = new Map<string, Repository>();
  readonly #ownerIds = new Map<string, number>();

  /** GitHub does not tell upper from lower case in these names. */
  named(owner: string, name: string): Repository {
    const key = `${owner}/${name}`.toLowerCase();
    const known = this.#repositories.get(key);
    if (known) return known;
    const repository: Repository = {
      id: randomInt(1, 2 ** 31),
      ownerId: this.ownerId(owner),
      owner,
      name,
      hooks: new Map(),
      deliveries: [],
      heads: new Map(),
      commits: new Map(),
      statuses: new Map(),
      variables: new Map(),
      secrets: new Map(),
      immutableSubjects: false,
      refusals: new Map(),
    };
    this.#repositories.set(key, repository);
    return repository;
  }

  ownerId(owner: string): number {
    const id = this.#ownerIds.get(owner.toLowerCase()) ?? randomInt(1, 2 ** 31);
    this.#ownerIds.set(owner.toLowerCase(), id);
    return id;
  }
}

/** Makes a commit on a branch, whose head it becomes. A hash that exists is that commit. */
export function commitOn(repository: Repository, branch: string, change: NewCommit): Commit {
  const head = repository.commits.get(repository.heads.get(branch) ?? "");
  const commit = repository.commits.get(change.sha ?? "") ?? commitAfter(head, change);
  repository.commits.set(commit.sha, commit);
  repository.heads.set(branch, commit.sha);
  return commit;
}

/** The commit that a branch's name, a hash, or the first characters of one mean. */
export function commitOf({ heads, commits }: Repository, ref: string): Commit | undefined {
  const named = commits.get(heads.get(ref.replace(/^(refs\/)?heads\//, "")) ?? ref);
  if (named !== undefined) return named;
  const abbreviated = /^[0-9a-f]{7,39}$/.test(ref)
    ? [...commits.keys()].filter((sha) => sha.startsWith(ref))
    : [];
  return abbreviated.length === 1 ? commits.get(abbreviated[0] ?? "") : undefined;
}
