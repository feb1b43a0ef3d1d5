import { setTimeout } from "node:timers/promises";

const INTERVAL_MS = 200;

/** Looks again and again until there is an answer; the signal ends it. */
export async function poll<T>(signal: AbortSignal, look: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    signal.throwIfAborted();
    const answer = await look();
    if (answer !== undefined) return answer;
    await setTimeout(INTERVAL_MS, undefined, { signal });
  }
}
