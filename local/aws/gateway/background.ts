import { setMaxListeners } from "node:events";

/** Work that goes on after a request was answered: executions, builds. It ends with the gateway. */
export class Background {
  readonly #ending = new AbortController();
  readonly #running = new Set<Promise<void>>();

  constructor() {
    // Each work listens for the end: many at one time are no leak.
    setMaxListeners(0, this.#ending.signal);
  }

  /** Runs the work; its signal says when to stop. Work tells its own failures: one that escapes is a defect of ours. */
  start(what: string, work: (signal: AbortSignal) => Promise<void>): void {
    const { signal } = this.#ending;
    const running = work(signal)
      .catch((error: unknown) => {
        if (!signal.aborted) console.error(`The local AWS failed on ${what}:`, error);
      })
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** Stops all work and waits until it has. */
  async end(): Promise<void> {
    this.#ending.abort(new Error("the local AWS ends"));
    while (this.#running.size > 0) await Promise.all(this.#running);
  }
}
