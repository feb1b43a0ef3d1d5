import { z } from "zod";
import { parseArn } from "../../local/aws/arn";
import { LocalAccount } from "../../local/aws/local-account";
import type { ActionRun, PipelineRun } from "../../local/aws/pipeline-run";
import { say } from "./say";

/** What a person says to whatever waits for one. */
export type Verdict = "approve" | "reject";

const LOOK_AGAIN_SECONDS = 20;
/** What the ECS deploy action waits at most for a service (CodePipeline: Amazon ECS deploy action reference). */
const DEPLOYMENT_TIMEOUT_MINUTES = 61;
const describedServices = z.object({
  services: z.array(
    z.object({
      deployments: z.array(z.object({ failedTasks: z.number().optional() })),
      events: z.array(z.object({ message: z.string() })),
    }),
  ),
});
const LOG_LINES = 3;
const LINE_LENGTH = 112;

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

/** A deploy waits an hour for tasks that do not start: it passes here as soon as nothing but that is waited for. */
async function waitForDeploys(account: LocalAccount, run: PipelineRun): Promise<void> {
  const waiting = (await run.actions()).filter(({ status }) => status === "InProgress");
  const reasons = await Promise.all(waiting.map((action) => whyTasksDoNotStart(account, action)));
  if (waiting.length === 0 || reasons.includes(undefined)) return;
  for (const [index, action] of waiting.entries()) {
    say(`  ${titleOf(action)}  waits for tasks that do not start: an hour passes`);
    for (const line of linesOf(reasons[index] ?? "")) say(`    ${line}`);
  }
  await account.passTime({ minutes: DEPLOYMENT_TIMEOUT_MINUTES });
}

/** What the service says of it; undefined where nothing has failed, as yet or at all. */
async function whyTasksDoNotStart(account: LocalAccount, { input }: ActionRun): Promise<string | undefined> {
  if (input.actionTypeId.provider !== "ECS") return undefined;
  const { ClusterName: cluster, ServiceName = "" } = input.resolvedConfiguration ?? {};
  const accountId = parseArn(input.roleArn ?? "")?.accountId ?? account.accountId;
  const owner = new LocalAccount(account.endpoint, accountId, input.region ?? account.region);
  const answer = await owner.call("ecs", "DescribeServices", { cluster, services: [ServiceName] });
  const [service] = describedServices.parse(answer).services;
  return (service?.deployments[0]?.failedTasks ?? 0) > 0 ? service?.events[0]?.message : undefined;
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

function titleOf({ stageName, actionName }: Pick<ActionRun, "stageName" | "actionName">): string {
  return (stageName === actionName ? stageName : `${stageName}/${actionName}`).padEnd(18);
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

/** A long message in lines, broken between words; a word that is longer than a line has one of its own. */
function linesOf(message: string): readonly string[] {
  return message.match(new RegExp(`\\S.{0,${LINE_LENGTH}}(?!\\S)|\\S+`, "g")) ?? [];
}
