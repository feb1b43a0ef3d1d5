import type { CommitState } from "./states";
import type { Origin } from "./target-url";

/** The status that stands on a commit in one context. */
export interface StandingStatus {
  readonly state: string;
  readonly description: string;
  /** Nothing of a status that somebody else posted. */
  readonly origin: Origin | undefined;
}

/** A status as it is to be. */
export interface WantedStatus {
  readonly state: CommitState;
  /** What its description begins with. */
  readonly words: string;
  readonly origin: Origin;
}

export type Comparison = "outranked" | "said" | "differs";

/** What to make of a status beside the one that stands. */
export function compared(wanted: WantedStatus, standing: StandingStatus | undefined): Comparison {
  if (standing?.origin === undefined) return "differs";
  if (isOutranked(wanted, { ...standing, origin: standing.origin })) return "outranked";
  const saysTheSame =
    standing.origin.executionId === wanted.origin.executionId &&
    standing.origin.event === wanted.origin.event &&
    standing.state === wanted.state &&
    // What follows the words may be known to one event and not to another.
    standing.description.startsWith(wanted.words);
  return saysTheSame ? "said" : "differs";
}

interface ComparedStatus {
  readonly state: string;
  readonly origin: Origin;
}

function isOutranked(wanted: ComparedStatus, standing: ComparedStatus): boolean {
  return wanted.origin.executionId === standing.origin.executionId
    ? isLaterEvent(standing, wanted)
    : isNewerExecution(standing.origin, wanted.origin);
}

/** Two executions that started at once have an order too: without one, two invocations would not come to an end. */
function isNewerExecution(a: Origin, b: Origin): boolean {
  return a.started === b.started ? a.executionId > b.executionId : a.started > b.started;
}

/** Of one execution. A pipeline's status carries no event: what the API says now is always the latest. */
function isLaterEvent(a: ComparedStatus, b: ComparedStatus): boolean {
  if (a.origin.event === undefined || b.origin.event === undefined) return false;
  if (a.origin.event !== b.origin.event) return a.origin.event > b.origin.event;
  // Events tell the second only.
  if (a.origin.attempt !== b.origin.attempt) return a.origin.attempt > b.origin.attempt;
  return a.state !== "pending" && b.state === "pending";
}

/** The origin with the earliest start that is known of its execution: not every event says when that started. */
export function withEarliestStart(origin: Origin, standing: StandingStatus | undefined): Origin {
  const known = standing?.origin;
  if (known === undefined || known.executionId !== origin.executionId) return origin;
  return known.started < origin.started ? { ...origin, started: known.started } : origin;
}
