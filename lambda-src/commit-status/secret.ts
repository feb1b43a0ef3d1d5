import type { Renewable } from "./renewable";

const keptForMilliseconds = 5 * 60 * 1000;

/** What is at a secret place, kept for five minutes. */
export class Secret implements Renewable {
  #kept: { readonly value: string; readonly until: number } | undefined;

  constructor(
    private readonly read: () => Promise<string>,
    private readonly now: () => number,
  ) {}

  async value(): Promise<string> {
    if (this.#kept === undefined || this.#kept.until <= this.now()) {
      const value = await this.read();
      this.#kept = { value, until: this.now() + keptForMilliseconds };
    }
    return this.#kept.value;
  }

  forget(): void {
    this.#kept = undefined;
  }
}
