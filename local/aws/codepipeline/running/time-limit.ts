import type { Clock } from "../../time/clock";
import { ActionFailure } from "../actions/action-provider";
import type { ActionDeclaration } from "../pipeline-declaration";

const HOUR = 60;
const DAY = 24 * HOUR;

// CodePipeline user guide: Quotas, length of time before an action times out.
const MINUTES: Readonly<Record<string, number>> = {
  "Approval/Manual": 7 * DAY,
  "Build/CodeBuild": 36 * HOUR,
  "Test/CodeBuild": 36 * HOUR,
  "Deploy/CloudFormation": 3 * DAY,
  "Deploy/CodeDeploy": 5 * DAY,
  "Deploy/CodeDeployToECS": 5 * DAY,
  "Deploy/S3": 90,
  "Invoke/Lambda": DAY,
  "Invoke/StepFunctions": 7 * DAY,
};

/** The minutes after which an action fails. Only an approval may set its own. */
export function minutesOf({ actionTypeId, timeoutInMinutes }: ActionDeclaration): number {
  const { category, provider } = actionTypeId;
  const byDefault = MINUTES[`${category}/${provider}`] ?? HOUR;
  return category === "Approval" ? (timeoutInMinutes ?? byDefault) : byDefault;
}

/** Does the work and fails when it takes longer. Work that is given up goes on to `left`, so that its end is awaited. */
export async function withinMinutes<T>(
  minutes: number,
  { clock, signal, left }: { clock: Clock; signal: AbortSignal; left(work: Promise<unknown>): void },
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const ending = new AbortController();
  const both = AbortSignal.any([signal, ending.signal]);
  const late = clock.wait(minutes * 60_000, both).then(() => {
    const failure = new ActionFailure("JobFailed", `The action did not complete within ${minutes} minutes.`);
    ending.abort(failure);
    throw failure;
  });
  const working = work(both);
  left(working);
  try {
    return await Promise.race([working, late]);
  } finally {
    ending.abort(new Error("the action has ended"));
    late.catch(() => {});
  }
}
