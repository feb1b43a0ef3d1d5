import type { StageDeclaration } from "./pipeline-declaration";
import { gateOf } from "./pipelines";
import type { ExecutionRun } from "./running/execution-run";

/** Why an execution does not go on by itself. */
export type ExecutionRest =
  | { readonly reason: "ended" }
  | { readonly reason: "approval"; readonly approvals: readonly WaitingApproval[] }
  | { readonly reason: "transition"; readonly stageName: string };

/** An approval that waits for its answer. */
export interface WaitingApproval {
  readonly stageName: string;
  readonly actionName: string;
  readonly token: string;
}

/** Waits until the execution ended or waits for somebody; undefined when the seconds were over before. */
export async function untilRest(run: ExecutionRun, seconds: number): Promise<ExecutionRest | undefined> {
  let timeIsUp = false;
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, seconds * 1000);
  }).then(() => {
    timeIsUp = true;
  });
  try {
    for (;;) {
      const changed = run.nextChange();
      const rest = restOf(run);
      if (rest !== undefined || timeIsUp) return rest;
      await Promise.race([changed, limit]);
    }
  } finally {
    clearTimeout(timer);
  }
}

/** The stage that the execution waits to enter. */
export function waitsInFrontOf(run: ExecutionRun): StageDeclaration | undefined {
  return run.declaration.stages.find(({ name }) => gateOf(run.pipeline, name).inbound.includes(run));
}

function restOf(run: ExecutionRun): ExecutionRest | undefined {
  if (run.over) return { reason: "ended" };
  const { name: stageName } = waitsInFrontOf(run) ?? {};
  if (stageName !== undefined && gateOf(run.pipeline, stageName).disabled !== undefined) {
    return { reason: "transition", stageName };
  }
  const inProgress = run.stages.flatMap(({ stageName, actions }) =>
    actions.filter(({ status }) => status === "InProgress").map((action) => ({ stageName, ...action })),
  );
  const approvals = inProgress.flatMap(({ stageName, action, approval }) =>
    approval === undefined || approval.answered
      ? []
      : [{ stageName, actionName: action.name, token: approval.token }],
  );
  return approvals.length > 0 && approvals.length === inProgress.length
    ? { reason: "approval", approvals }
    : undefined;
}
