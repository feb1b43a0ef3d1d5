import { GithubRateLimited, GithubUnavailable } from "./github-errors";
import type { Sleep } from "./sleep";

const backOff = [1000, 2000];
// Longer than this a function does not wait: it costs money, and Lambda tries again by itself.
const longestWaitInSeconds = 20;

export interface RetryOptions {
  readonly sleep: Sleep;
  readonly onRetry: (error: Error, delay: number) => void;
}

/** Tries what may succeed later up to three times. */
export async function retried<T>(attempt: () => Promise<T>, { sleep, onRetry }: RetryOptions): Promise<T> {
  for (const delay of backOff) {
    try {
      return await attempt();
    } catch (error) {
      const wait = waitAfter(error, delay);
      if (wait === undefined || !(error instanceof Error)) throw error;
      onRetry(error, wait);
      await sleep(wait);
    }
  }
  return attempt();
}

function waitAfter(error: unknown, delay: number): number | undefined {
  if (error instanceof GithubUnavailable) return delay;
  if (!(error instanceof GithubRateLimited)) return undefined;
  const { waitInSeconds = 0 } = error;
  return waitInSeconds > longestWaitInSeconds ? undefined : Math.max(delay, waitInSeconds * 1000);
}
