/** One account's time. It goes as the machine's does, and may be put forward: what is due by then happens at once. */
export class Clock {
  #aheadMs = 0;
  readonly #waiting = new Set<() => void>();

  /** Milliseconds since 1970. */
  now(): number {
    return Date.now() + this.#aheadMs;
  }

  /** Lets time pass for everything that waits by this clock. */
  pass(ms: number): void {
    this.#aheadMs += ms;
    for (const look of [...this.#waiting]) look();
  }

  /** Waits that long; rejects with the signal's reason when that comes first. */
  async wait(ms: number, signal: AbortSignal): Promise<void> {
    const due = this.now() + ms;
    signal.throwIfAborted();
    await new Promise<void>((resolve, reject) => {
      let timer: NodeJS.Timeout | undefined;
      const end = (settle: () => void) => {
        clearTimeout(timer);
        this.#waiting.delete(look);
        signal.removeEventListener("abort", abort);
        settle();
      };
      const abort = () => end(() => reject(signal.reason));
      const look = () => {
        clearTimeout(timer);
        const left = due - this.now();
        if (left <= 0) return end(resolve);
        timer = setTimeout(look, Math.min(left, LONGEST_TIMER_MS));
      };
      this.#waiting.add(look);
      signal.addEventListener("abort", abort, { once: true });
      look();
    });
  }
}

// A longer timer of Node's fires at once.
const LONGEST_TIMER_MS = 2 ** 31 - 1;
