import { z } from "zod";
import { parseArn } from "../../local/aws/arn";
import { LocalAccount } from "../../local/aws/local-account";
import type { ActionRun, PipelineRun } from "../../local/aws/pipeline-run";
import { linesOf, say } from "./say";
import { titleOf } from "./title";

/** What the ECS deploy action waits at most for a service (CodePipeline: Amazon ECS deploy action reference). */
const DEPLOYMENT_TIMEOUT_MINUTES = 61;
const PATIENCE_MS = 20_000;
const lookedAt = new WeakMap<PipelineRun, number>();
const describedServices = z.object({
  services: z.array(
    z.object({
      deployments: z.array(z.object({ failedTasks: z.number().optional() })),
      events: z.array(z.object({ message: z.string() })),
    }),
  ),
});

/** A deploy waits an hour for tasks that do not start: it passes here as soon as nothing but that is waited for. */
export async function waitForDeploys(account: LocalAccount, run: PipelineRun): Promise<void> {
  const since = lookedAt.get(run) ?? Date.now();
  lookedAt.set(run, since);
  if (Date.now() - since < PATIENCE_MS) return;
  lookedAt.set(run, Date.now());
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
