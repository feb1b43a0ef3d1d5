import { z } from "zod";
import { parseArn } from "../../local/aws/arn";
import { LocalAccount } from "../../local/aws/local-account";
import type { PipelineSettings } from "../../settings/schema/pipeline";
import { actionsOf, type StageOf } from "../../settings/schema/release-path";
import type { ActionSettings } from "../../settings/schema/stages";
import { runByHand } from "./by-hand";
import { withoutPermission } from "./permission";
import { showRelease } from "./release";
import { type ReleasedService, showRunning } from "./running";
import { heading } from "./say";
import type { StoryContext } from "./story";

/** A release path that has released already. */
export interface Released {
  readonly pipelineName: string;
  readonly pipeline: PipelineSettings | undefined;
  /** The stages that follow the build. */
  readonly stages: readonly StageOf<ActionSettings>[];
  /** What they release to. */
  readonly services: readonly ReleasedService[];
  readonly context: StoryContext;
}

/** Something that makes a release fail, and is put right after it. */
export interface Fault {
  readonly what: string;
  make(): Promise<void>;
  mend(): Promise<void>;
}

/** What a deploy cannot do without, by its provider. */
const DEPLOYING: Readonly<Record<string, string>> = {
  ECS: "ecs:UpdateService",
  CodeDeployToECS: "codedeploy:CreateDeployment",
};

const roles = z.object({
  pipeline: z.object({
    roleArn: z.string(),
    stages: z.array(
      z.object({
        name: z.string(),
        actions: z.array(
          z.object({ actionTypeId: z.object({ provider: z.string() }), roleArn: z.string().optional() }),
        ),
      }),
    ),
  }),
});

/** What every release can come to: it fails, its role may not do what it does, a person says no. Nothing is deployed then. */
export async function playTroubles(released: Released, fault: Fault): Promise<void> {
  await playFault(released, fault);
  await playMissingPermission(released);
  await playRejection(released);
}

async function playFault(released: Released, fault: Fault): Promise<void> {
  const { services, context } = released;
  heading(fault.what);
  await fault.make();
  await showRelease(context.account, await runByHand(context.account, released));
  await showRunning(services, context);
  await fault.mend();
}

/** The role that deploys loses what it deploys with, and gets it back. */
export async function playMissingPermission(released: Released): Promise<void> {
  const { pipelineName, stages, services, context } = released;
  const { account } = context;
  const deploying = await roleThatDeploys(account, pipelineName);
  if (deploying === undefined) return;
  const { roleArn, stageName, action } = deploying;
  const accountId = parseArn(roleArn)?.accountId ?? account.accountId;
  const owner = new LocalAccount(account.endpoint, accountId, account.region);
  const run = await withoutPermission(owner, roleArn, action, async () => {
    heading(`The role ${roleArn} loses ${action}: aws iam put-role-policy`);
    const failing = await runByHand(account, released);
    await showRelease(account, failing);
    return failing;
  });
  const answersItself = stages.some((stage) => stage.stageName === stageName && stage.onFailure);
  if (run === undefined || answersItself) return;
  heading(`It gets ${action} back: aws codepipeline retry-stage-execution --stage-name ${stageName}`);
  await run.retry(stageName);
  await showRelease(account, run);
  await showRunning(services, context);
}

async function roleThatDeploys(
  account: LocalAccount,
  name: string,
): Promise<{ readonly roleArn: string; readonly stageName: string; readonly action: string } | undefined> {
  const { pipeline } = roles.parse(await account.call("codepipeline", "GetPipeline", { name }));
  for (const { name: stageName, actions } of pipeline.stages) {
    for (const { actionTypeId, roleArn = pipeline.roleArn } of actions) {
      const action = DEPLOYING[actionTypeId.provider];
      if (action !== undefined) return { roleArn, stageName, action };
    }
  }
  return undefined;
}

/** Where the release path has an approval, somebody says no. */
export async function playRejection(released: Released): Promise<void> {
  const { stages, services, context } = released;
  if (!stages.flatMap((stage) => actionsOf(stage)).some(({ type }) => type === "approve")) return;
  heading("Somebody rejects a release");
  await showRelease(context.account, await runByHand(context.account, released), { verdict: "reject" });
  await showRunning(services, context);
}
