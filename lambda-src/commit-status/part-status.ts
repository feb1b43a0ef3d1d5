import type { StateChange } from "./event";
import type { Execution } from "./execution";
import { expectedExecution } from "./expected-execution";
import type { Reporting } from "./reporting";
import type { Wanted } from "./settle-status";
import { settledExecution } from "./settled-execution";
import { statusOfEvent, verdict } from "./states";
import { statusContext } from "./status-context";
import { wantedReport } from "./wanted-report";

/** What the status of a stage or of an action is to be: what its event says. The API brings only the commit. */
export function partStatus(
  change: StateChange,
  { environment, readExecution, commitOf, sleep, log }: Reporting,
): Wanted {
  const { region, pipeline, executionId, time, attempt } = change;
  let read: Promise<Execution> | undefined;
  const execution = () =>
    settledExecution(() => readExecution(pipeline, executionId), expectedExecution(change), sleep);
  return async () => {
    const status = statusOfEvent(change.state);
    const said = status === undefined ? undefined : verdict(status, environment);
    if (said === undefined) {
      log.info("It is being stopped: what stands stays until it is");
      return undefined;
    }
    read ??= execution();
    const known = await read;
    const commit = commitOf(known);
    if (commit === undefined) return undefined;
    return wantedReport({
      commit,
      context: statusContext(environment.statusContext, change),
      verdict: said,
      reason: change.reason,
      isRollback: known.isRollback,
      target: {
        region,
        pipeline,
        executionId,
        started: change.startTime ?? time,
        event: time,
        attempt,
      },
    });
  };
}
