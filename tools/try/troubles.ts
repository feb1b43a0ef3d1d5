import { z } from "zod";
import { parseArn } from "../../local/aws/arn";
import { LocalAccount } from "../../local/aws/local-account";
import type { PipelineSettings } from "../../settings/schema/pipeline";
import { actionsOf, type ReleasePathSettings, stagesOf } from "../../settings/schema/release-path";
import { runByHand } from "./by-hand";
import { withoutPermission } from "./permission";
import { showRelease } from "./release";
import { showRunning } from "./running";
import { heading } from "./say";
import type { StoryContext } from "./story";

/** A release path that has released already. */
export interface Released {
  readonly pipelineName: string;
  readonly settings: ReleasePathSettings & { readonly pipeline?: PipelineSettings };
  readonly context: StoryContext;
}

/** Something that makes a release fail, and is put right after it. */
export interface Fault {
  readonly what: string;
  make(): Promise<void>;
  mend(): Promise<void>;
}

const DEPLOYING = "ecs:UpdateService";

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

async function playFault({ pipelineName, settings, context }: Released, fault: Fault): Promise<void> {
  heading(fault.what);
  await fault.make();
  await showRelease(
    context.account,
    await runByHand(context.account, { pipelineName, pipeline: settings.pipeline }),
  );
  await showRunning(settings, context);
  await fault.mend();
}

async function playMissingPermission({ pipelineName, settings, context }: Released): Promise<void> {
  const { account } = context;
  const deploying = await roleThatDeploys(account, pipelineName);
  if (deploying === undefined) return;
  const { roleArn, stageName } = deploying;
  const accountId = parseArn(roleArn)?.accountId ?? account.accountId;
  const owner = new LocalAccount(account.endpoint, accountId, account.region);
  const run = await withoutPermission(owner, roleArn, DEPLOYING, async () => {
    heading(`The role ${roleArn} loses ${DEPLOYING}: aws iam put-role-policy`);
    const failing = await runByHand(account, { pipelineName, pipeline: settings.pipeline });
    await showRelease(account, failing);
    return failing;
  });
  const answersItself = stagesOf(settings).some((stage) => stage.stageName === stageName && stage.onFailure);
  if (run === undefined || answersItself) return;
  heading(`It gets ${DEPLOYING} back: aws codepipeline retry-stage-execution --stage-name ${stageName}`);
  await run.retry(stageName);
  await showRelease(account, run);
  await showRunning(settings, context);
}

async function roleThatDeploys(
  account: LocalAccount,
  name: string,
): Promise<{ readonly roleArn: string; readonly stageName: string } | undefined> {
  const { pipeline } = roles.parse(await account.call("codepipeline", "GetPipeline", { name }));
  for (const stage of pipeline.stages) {
    const deploy = stage.actions.find(({ actionTypeId }) => actionTypeId.provider === "ECS");
    if (deploy !== undefined) return { roleArn: deploy.roleArn ?? pipeline.roleArn, stageName: stage.name };
  }
  return undefined;
}

async function playRejection({ pipelineName, settings, context }: Released): Promise<void> {
  const approves = stagesOf(settings)
    .flatMap(actionsOf)
    .some(({ type }) => type === "approve");
  if (!approves) return;
  heading("Somebody rejects a release");
  const run = await runByHand(context.account, { pipelineName, pipeline: settings.pipeline });
  await showRelease(context.account, run, "reject");
  await showRunning(settings, context);
}
