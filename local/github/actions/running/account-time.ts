import { setTimeout as sleep } from "node:timers/promises";
import type { LocalAccount } from "../../../aws/local-account";

const LOOK_EVERY_MS = 200;
const MINUTE_MS = 60_000;

/** A limit of the account's clock, which a test may put forward. */
export interface TimeLimit {
  readonly signal: AbortSignal;
  /** Stops looking at the clock. */
  end(): void;
}

/** Starts a limit: its signal is aborted that many minutes from now. */
export async function startTimeLimit(account: LocalAccount, minutes: number): Promise<TimeLimit> {
  const ends = new AbortController();
  const due = (await account.now()) + minutes * MINUTE_MS;
  const isOver = new AbortController();
  const look = async () => {
    while (!ends.signal.aborted) {
      if ((await account.now()) >= due) return isOver.abort();
      await sleep(LOOK_EVERY_MS);
    }
  };
  void look().catch((error: unknown) => isOver.abort(error));
  return { signal: isOver.signal, end: () => ends.abort() };
}
