import type { StateChange } from "./event";
import type { Execution } from "./execution";
import { expectedExecution } from "./expected-execution";
import type { Reporting } from "./reporting";
import type { NowOf, Wanted } from "./settle-status";
import { settledExecution } from "./settled-execution";
import { isExecutionStatus, verdict } from "./states";
import { statusContext } from "./status-context";
import type { TargetUrl } from "./target-url";
import { wantedReport } from "./wanted-report";

/**
 * What the status of a pipeline is to be: an event only says that it is time to look, the truth is what the API says.
 * So events that come late, twice or in another order end right.
 */
export function pipelineStatus(change: StateChange, reporting: Reporting): Wanted {
  const { region, pipeline, executionId, startTime, time } = change;
  const target = { region, pipeline, executionId, started: startTime ?? time, event: undefined, attempt: 1 };
  const comment = change.level === "pipeline" ? change.reason : undefined;
  return executionStatus(target, reporting, expectedExecution(change), comment);
}

/** What it is to be of the execution that posted a status. */
export function pipelineStatusNow(reporting: Reporting): NowOf {
  return ({ target }) => executionStatus(target, reporting, () => true, undefined);
}

function executionStatus(
  target: TargetUrl,
  { environment, readExecution, commitOf, sleep, log }: Reporting,
  isExpectedFirst: (execution: Execution) => boolean,
  comment: string | undefined,
): Wanted {
  const { pipeline, executionId } = target;
  const read = () => readExecution(pipeline, executionId);
  let isExpected = isExpectedFirst;
  return async () => {
    const execution = await settledExecution(read, isExpected, sleep);
    const { status, statusSummary, isRollback } = execution;
    // That is believed, and expected of the next look.
    isExpected = (next) => next.status === status;
    if (!isExecutionStatus(status)) {
      log.warn("CodePipeline says a status that is not known here: nothing is posted", { status });
      return undefined;
    }
    const said = verdict(status, environment);
    if (said === undefined) {
      log.info("The execution is being stopped: what stands stays until it is");
      return undefined;
    }
    const commit = commitOf(execution);
    if (commit === undefined) return undefined;
    const context = statusContext(environment.statusContext, { pipeline });
    return wantedReport({
      commit,
      context,
      verdict: said,
      reason: statusSummary ?? comment,
      isRollback,
      target,
    });
  };
}
