import { endsSource, type StateChange } from "./event";
import type { Execution } from "./execution";
import type { Reporting } from "./reporting";
import { settledExecution } from "./settled-execution";
import { isExecutionStatus, statusOfEvent, verdict } from "./states";
import { statusContext } from "./status-context";
import type { WantedReport } from "./wanted-report";
import { wantedReport } from "./wanted-report";

/**
 * What the status of a pipeline is to be: an event only says that it is time to look, the truth is what the API says.
 * So events that come late, twice or in another order end right.
 */
export function pipelineStatus(
  change: StateChange,
  { environment, readExecution, commitOf, sleep, log }: Reporting,
): () => Promise<WantedReport | undefined> {
  const { pipeline, executionId } = change;
  let isExpected = expectedAfter(change);
  return async () => {
    const execution = await settledExecution(() => readExecution(pipeline, executionId), isExpected, sleep);
    // From here on that is believed, and expected of the next look.
    isExpected = ({ status }) => status === execution.status;
    const { status, statusSummary, isRollback } = execution;
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
    return wantedReport({
      commit,
      context: statusContext(environment.statusContext, { pipeline }),
      verdict: said,
      reason: statusSummary ?? (change.level === "pipeline" ? change.reason : undefined),
      isRollback,
      target: {
        region: change.region,
        pipeline,
        executionId,
        started: change.startTime ?? change.time,
        event: undefined,
        attempt: 1,
      },
    });
  };
}

/** What the API says once it has caught up with an event. */
export function expectedAfter(change: StateChange): (execution: Execution) => boolean {
  if (endsSource(change)) return ({ revisions }) => hasOneOf(revisions, change.outputArtifacts);
  const expected = change.level === "pipeline" ? statusOfEvent(change.state) : undefined;
  return ({ status }) => expected === undefined || status === expected;
}

function hasOneOf(revisions: Execution["revisions"], artifacts: readonly string[]): boolean {
  if (artifacts.length === 0) return revisions.length > 0;
  return revisions.some(({ name = "" }) => artifacts.includes(name));
}
