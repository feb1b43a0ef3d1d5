import type { Environment } from "./environment";
import type { Execution, ReadExecution } from "./execution";
import type { Log } from "./log";
import type { Commit } from "./revision";
import type { Sleep } from "./sleep";

/** What it takes to find out what is to be said of a change. */
export interface Reporting {
  readonly environment: Environment;
  readonly readExecution: ReadExecution;
  readonly commitOf: (execution: Execution) => Commit | undefined;
  readonly sleep: Sleep;
  readonly log: Log;
}
