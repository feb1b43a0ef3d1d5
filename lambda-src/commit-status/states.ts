import type { Environment } from "./environment";

/** What an execution, a stage or an action is at, in the words of CodePipeline's API. */
export type ExecutionStatus =
  | "InProgress"
  | "Succeeded"
  | "Failed"
  | "Stopping"
  | "Stopped"
  | "Cancelled"
  | "Abandoned"
  | "Superseded";

/** The states of a commit at GitHub. */
export type CommitState = "pending" | "success" | "failure" | "error";

/** What is said of a commit. */
export interface Verdict {
  readonly state: CommitState;
  readonly words: string;
}

// CodePipeline user guide: Monitoring CodePipeline events.
const ofEvents: ReadonlyMap<string, ExecutionStatus> = new Map([
  ["STARTED", "InProgress"],
  ["RESUMED", "InProgress"],
  ["SUCCEEDED", "Succeeded"],
  ["FAILED", "Failed"],
  ["STOPPING", "Stopping"],
  ["STOPPED", "Stopped"],
  ["CANCELED", "Cancelled"],
  ["ABANDONED", "Abandoned"],
  ["SUPERSEDED", "Superseded"],
]);

const known: ReadonlySet<string> = new Set(ofEvents.values());

/** The status that the state of an event stands for. */
export function statusOfEvent(state: string): ExecutionStatus | undefined {
  return ofEvents.get(state);
}

export function isExecutionStatus(status: string): status is ExecutionStatus {
  return known.has(status);
}

// A superseded execution is no failure. Nothing shows that its commit works either: whoever looks for a commit
// to go back to would take a green one. So it stays pending, unless the settings ask for success.
const superseded = {
  pending: { state: "pending", words: "Superseded by a newer execution: no verdict on this commit" },
  success: { state: "success", words: "Superseded by a newer execution" },
} as const;

/** What a status says of the commit; nothing while an execution is being stopped: the end follows. */
export function verdict(
  status: ExecutionStatus,
  { supersededState }: Pick<Environment, "supersededState">,
): Verdict | undefined {
  switch (status) {
    case "InProgress":
      return { state: "pending", words: "In progress" };
    case "Succeeded":
      return { state: "success", words: "Succeeded" };
    case "Failed":
      return { state: "failure", words: "Failed" };
    case "Stopped":
      return { state: "error", words: "Stopped" };
    case "Cancelled":
      return { state: "error", words: "Cancelled: the pipeline was changed meanwhile" };
    case "Abandoned":
      return { state: "error", words: "Abandoned: the execution was stopped" };
    case "Superseded":
      return superseded[supersededState];
    case "Stopping":
      return undefined;
  }
}
