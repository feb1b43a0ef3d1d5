import { endsSource, type StateChange } from "./event";
import type { Execution } from "./execution";
import { statusOfEvent } from "./states";

/** What the API says once it has caught up with an event. */
export function expectedExecution(change: StateChange): (execution: Execution) => boolean {
  if (endsSource(change)) return ({ revisions }) => hasOneOf(revisions, change.outputArtifacts);
  const expected = change.level === "pipeline" ? statusOfEvent(change.state) : undefined;
  return ({ status }) => expected === undefined || status === expected;
}

function hasOneOf(revisions: Execution["revisions"], artifacts: readonly string[]): boolean {
  if (artifacts.length === 0) return revisions.length > 0;
  return revisions.some(({ name = "" }) => artifacts.includes(name));
}
