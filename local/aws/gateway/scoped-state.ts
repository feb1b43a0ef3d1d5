import type { Scope } from "./scope";

/** State that a service keeps per account and region; it lives as long as the scope does. */
export class ScopedState<T> {
  readonly #values = new WeakMap<Scope, T>();

  constructor(private readonly create: () => T) {}

  of(scope: Scope): T {
    const existing = this.#values.get(scope);
    if (existing !== undefined) return existing;
    const value = this.create();
    this.#values.set(scope, value);
    return value;
  }
}
