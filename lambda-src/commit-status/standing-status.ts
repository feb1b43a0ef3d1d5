import type { CommitState } from "./states";
import type { TargetUrl } from "./target-url";

/** A status that somebody posted in one context of a commit. */
export interface PostedStatus {
  readonly state: string;
  readonly description: string;
  /** Nothing of a status that another program posted. */
  readonly target: TargetUrl | undefined;
}

/** A status as it is to be. */
export interface WantedStatus {
  readonly state: CommitState;
  /** What its description begins with. */
  readonly words: string;
  readonly target: TargetUrl;
}

/** Of whatever posted it, a status that this function can put in order. */
export interface RankedStatus extends PostedStatus {
  readonly target: TargetUrl;
}

/** The one that is to stand before a wanted one, of all that were posted, the latest first. */
export function newerStatus(
  wanted: WantedStatus,
  history: readonly PostedStatus[],
): RankedStatus | undefined {
  const newer = history.filter(isRanked).filter((status) => isBefore(status, wanted));
  return newer.reduce<RankedStatus | undefined>(
    (first, status) => (first === undefined || isBefore(status, first) ? status : first),
    undefined,
  );
}

/** Whether a status that stands hides a newer one. */
export function hides(standing: PostedStatus | undefined, newer: RankedStatus): boolean {
  return standing !== undefined && (!isRanked(standing) || isBefore(newer, standing));
}

/** Whether what stands is what is wanted. */
export function saysTheSame(standing: PostedStatus | undefined, wanted: WantedStatus): boolean {
  return (
    standing?.target !== undefined &&
    standing.target.executionId === wanted.target.executionId &&
    standing.target.event === wanted.target.event &&
    standing.state === wanted.state &&
    // What follows the words may be known to one event and not to another.
    standing.description.startsWith(wanted.words)
  );
}

/** The target with the earliest start that is known of its execution: not every event says when that started. */
export function withEarliestStart(target: TargetUrl, history: readonly PostedStatus[]): TargetUrl {
  const known = history
    .filter(isRanked)
    .filter((status) => status.target.executionId === target.executionId)
    .map((status) => status.target.started);
  return { ...target, started: [target.started, ...known].toSorted()[0] ?? target.started };
}

function isRanked(status: PostedStatus): status is RankedStatus {
  return status.target !== undefined;
}

type Ranked = Pick<RankedStatus, "state" | "target">;

function isBefore(a: Ranked, b: Ranked): boolean {
  return a.target.executionId === b.target.executionId
    ? isLaterEvent(a, b)
    : isNewerExecution(a.target, b.target);
}

/** Two executions that started at once have an order too: without one, two invocations would not come to an end. */
function isNewerExecution(a: TargetUrl, b: TargetUrl): boolean {
  return a.started === b.started ? a.executionId > b.executionId : a.started > b.started;
}

/** Of one execution. A pipeline's status carries no event: what the API says now is always the latest. */
function isLaterEvent(a: Ranked, b: Ranked): boolean {
  if (a.target.event === undefined || b.target.event === undefined) return false;
  if (a.target.event !== b.target.event) return a.target.event > b.target.event;
  // Events tell the second only.
  if (a.target.attempt !== b.target.attempt) return a.target.attempt > b.target.attempt;
  return a.state !== "pending" && b.state === "pending";
}
