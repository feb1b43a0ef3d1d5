import type { LocalAccount } from "../../local/aws/local-account";
import type { LocalDeployment } from "../../local/aws/local-deployments";
import type { ActionRun, PipelineRun } from "../../local/aws/pipeline-run";
import { buildIdOf } from "./build-id";
import { showStatusesOf } from "./commit-status/followed-pipelines";
import { showDeployment } from "./deployments";
import { migrationLines } from "./migrations";
import { linesOf, say } from "./say";
import { titleOf } from "./title";
import { waitForDeploys } from "./waiting-deploys";

/** What a person says to whatever waits for one; nobody answers until it has expired. */
export type Verdict = "approve" | "reject" | { readonly expiresAfterMinutes: number };

/** What a story does with a release on its way. */
export interface ReleaseOptions {
  /** @default "approve" */
  readonly verdict?: Verdict;
  /** What is looked at while an approval waits. @default nothing */
  readonly beforeVerdict?: () => Promise<void>;
  /** What happens to a deployment once traffic is on its new tasks. @default it goes on */
  readonly whenShifted?: (deployment: LocalDeployment) => Promise<void>;
}

const LOOK_AGAIN_SECONDS = 1;
const LOG_LINES = 3;
/** The message of a failed build holds the whole command. */
const MESSAGE_LINES = 6;

// By the IDs of their runs: what was shown before a retry is not shown again.
const shownOf = new WeakMap<PipelineRun, Set<string>>();

/** Shows an execution to its end, action by action, answering each approval; tells how it ended. */
export async function showRelease(
  account: LocalAccount,
  run: PipelineRun,
  { verdict = "approve", beforeVerdict, whenShifted }: ReleaseOptions = {},
): Promise<string> {
  const shown = shownOf.get(run) ?? new Set();
  shownOf.set(run, shown);
  for (;;) {
    const rest = await run.restWithin(LOOK_AGAIN_SECONDS);
    await showActions(account, run, shown, whenShifted);
    if (rest === undefined) {
      await waitForDeploys(account, run);
      continue;
    }
    if (rest.reason !== "approval") break;
    for (const { stageName, actionName } of rest.approvals) {
      say(
        `  ${titleOf({ stageName, actionName })}  waits for a person: aws codepipeline put-approval-result`,
      );
      await beforeVerdict?.();
      await answer(account, run, { stageName, actionName }, verdict);
    }
  }
  const status = await run.status();
  say(`  release     ${status}`);
  await showStatusesOf(account, run);
  return status;
}

async function answer(
  account: LocalAccount,
  run: PipelineRun,
  action: Pick<ActionRun, "stageName" | "actionName">,
  verdict: Verdict,
): Promise<void> {
  if (verdict === "approve") return run.approve(action.actionName, "looks good");
  if (verdict === "reject") return run.reject(action.actionName, "not today");
  const { expiresAfterMinutes: minutes } = verdict;
  say(`  ${titleOf(action)}  nobody answers: ${minutesInWords(minutes)}`);
  await account.passTime({ minutes });
}

const DAY_MINUTES = 24 * 60;

function minutesInWords(minutes: number): string {
  const [count, unit] = minutes % DAY_MINUTES === 0 ? [minutes / DAY_MINUTES, "day"] : [minutes, "minute"];
  return count === 1 ? `1 ${unit} passes` : `${count} ${unit}s pass`;
}

/** The newest execution, which CodePipeline starts when a pipeline is made. */
export async function showFirstRelease(account: LocalAccount, pipelineName: string): Promise<void> {
  const [first] = await account.executions(pipelineName);
  if (first !== undefined)
    await showRelease(account, account.attach(pipelineName, first.pipelineExecutionId));
}

async function showActions(
  account: LocalAccount,
  run: PipelineRun,
  shown: Set<string>,
  whenShifted: ReleaseOptions["whenShifted"],
): Promise<void> {
  for (const action of await run.actions()) {
    await showDeployment(account, action, shown, whenShifted);
    const { actionExecutionId, status } = action;
    if (status === "InProgress" || shown.has(actionExecutionId)) continue;
    shown.add(actionExecutionId);
    const seconds = (action.lastUpdateTime - action.startTime).toFixed(1);
    say(`  ${titleOf(action)}  ${status.padEnd(9)}  ${seconds.padStart(5)} s${summaryOf(action)}`);
    for (const line of await migrationLines(account, action)) say(`    ${line}`);
    if (status === "Failed") await showFailure(account, action);
  }
}

function summaryOf({ status, output }: ActionRun): string {
  const { externalExecutionSummary } = output.executionResult;
  return status === "Succeeded" && externalExecutionSummary ? `  ${externalExecutionSummary}` : "";
}

async function showFailure(account: LocalAccount, action: ActionRun): Promise<void> {
  const { errorDetails } = action.output.executionResult;
  if (errorDetails !== undefined) {
    for (const line of beginningOf(linesOf(`${errorDetails.code}: ${errorDetails.message}`)))
      say(`    ${line}`);
  }
  const buildId = buildIdOf(action);
  if (buildId === undefined) return;
  const said = (await account.buildLog(buildId)).filter(
    (line) => line.trim() !== "" && !line.startsWith("[Container]"),
  );
  for (const line of said.slice(-LOG_LINES)) say(`    log: ${line}`);
}

function beginningOf(lines: readonly string[]): readonly string[] {
  return lines.length > MESSAGE_LINES ? [...lines.slice(0, MESSAGE_LINES), "…"] : lines;
}
