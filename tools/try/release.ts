import type { LocalAccount } from "../../local/aws/local-account";
import type { ActionRun, PipelineRun } from "../../local/aws/pipeline-run";
import { linesOf, say } from "./say";
import { titleOf } from "./title";
import { waitForDeploys } from "./waiting-deploys";

/** What a person says to whatever waits for one. */
export type Verdict = "approve" | "reject";

const LOOK_AGAIN_SECONDS = 20;
const LOG_LINES = 3;

// By the IDs of their runs: what was shown before a retry is not shown again.
const shownOf = new WeakMap<PipelineRun, Set<string>>();

/** Shows an execution to its end, action by action, answering each approval; tells how it ended. */
export async function showRelease(
  account: LocalAccount,
  run: PipelineRun,
  verdict: Verdict = "approve",
): Promise<string> {
  const shown = shownOf.get(run) ?? new Set();
  shownOf.set(run, shown);
  for (;;) {
    const rest = await run.restWithin(LOOK_AGAIN_SECONDS);
    await showActions(run, shown);
    if (rest === undefined) {
      await waitForDeploys(account, run);
      continue;
    }
    if (rest.reason !== "approval") break;
    for (const { stageName, actionName } of rest.approvals) {
      say(
        `  ${titleOf({ stageName, actionName })}  waits for a person: aws codepipeline put-approval-result`,
      );
      if (verdict === "approve") await run.approve(actionName, "looks good");
      else await run.reject(actionName, "not today");
    }
  }
  const status = await run.status();
  say(`  release     ${status}`);
  return status;
}

/** The newest execution, which CodePipeline starts when a pipeline is made. */
export async function showFirstRelease(account: LocalAccount, pipelineName: string): Promise<void> {
  const [first] = await account.executions(pipelineName);
  if (first !== undefined)
    await showRelease(account, account.attach(pipelineName, first.pipelineExecutionId));
}

async function showActions(run: PipelineRun, shown: Set<string>): Promise<void> {
  for (const action of await run.actions()) {
    const { actionExecutionId, status } = action;
    if (status === "InProgress" || shown.has(actionExecutionId)) continue;
    shown.add(actionExecutionId);
    const seconds = (action.lastUpdateTime - action.startTime).toFixed(1);
    say(`  ${titleOf(action)}  ${status.padEnd(9)}  ${seconds.padStart(5)} s${summaryOf(action)}`);
    if (status === "Failed") await showFailure(run, action);
  }
}

function summaryOf({ status, output }: ActionRun): string {
  const { externalExecutionSummary } = output.executionResult;
  return status === "Succeeded" && externalExecutionSummary ? `  ${externalExecutionSummary}` : "";
}

async function showFailure(run: PipelineRun, { actionName, output }: ActionRun): Promise<void> {
  const { errorDetails, externalExecutionId = "" } = output.executionResult;
  if (errorDetails !== undefined) {
    for (const line of linesOf(`${errorDetails.code}: ${errorDetails.message}`)) say(`    ${line}`);
  }
  // The ID of a build: its log says more than the action does.
  if (!/^[^:]+:[0-9a-f-]{36}$/.test(externalExecutionId)) return;
  const said = (await run.log(actionName)).filter(
    (line) => line.trim() !== "" && !line.startsWith("[Container]"),
  );
  for (const line of said.slice(-LOG_LINES)) say(`    log: ${line}`);
}
