import { randomInt } from "node:crypto";
import type { Hook, HookDelivery } from "./hook";

/** One repository of the local GitHub: it exists as soon as somebody names it. */
export interface Repository {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
  readonly hooks: Map<number, Hook>;
  /** Oldest first. */
  readonly deliveries: HookDelivery[];
  /** The commit at each branch's head. */
  readonly heads: Map<string, string>;
  /** The status that the API refuses requests of a method with, while a test wants that. */
  readonly refusals: Map<string, number>;
}

/** All repositories, each with its own hooks, deliveries and branches. */
export class Repositories {
  readonly #repositories = new Map<string, Repository>();

  /** GitHub does not tell upper from lower case in these names. */
  named(owner: string, name: string): Repository {
    const key = `${owner}/${name}`.toLowerCase();
    const known = this.#repositories.get(key);
    if (known) return known;
    const repository: Repository = {
      id: randomInt(1, 2 ** 31),
      owner,
      name,
      hooks: new Map(),
      deliveries: [],
      heads: new Map(),
      refusals: new Map(),
    };
    this.#repositories.set(key, repository);
    return repository;
  }
}
