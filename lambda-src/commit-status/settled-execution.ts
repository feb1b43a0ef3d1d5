import type { Execution } from "./execution";
import type { Sleep } from "./sleep";

const delays = [500, 1000, 2000];

/** Reads an execution until it is as expected: the API may lag behind an event. After that the API is believed. */
export async function settledExecution(
  read: () => Promise<Execution>,
  isExpected: (execution: Execution) => boolean,
  sleep: Sleep,
): Promise<Execution> {
  let execution = await read();
  for (const delay of delays) {
    if (isExpected(execution)) break;
    await sleep(delay);
    execution = await read();
  }
  return execution;
}
