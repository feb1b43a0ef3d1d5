import type { LocalAccount } from "../../local/aws/local-account";
import type { PipelineRun } from "../../local/aws/pipeline-run";
import type { PipelineSettings } from "../../settings/schema/pipeline";
import { showRelease } from "./release";
import { heading } from "./say";

/** A pipeline that is started by hand, and the variables that this needs. */
export interface StartedByHand {
  readonly pipelineName: string;
  readonly pipeline?: Pick<PipelineSettings, "variables"> | undefined;
}

/** Starts a pipeline as one would with the AWS CLI; variables without a default get any value. */
export function runByHand(
  account: LocalAccount,
  { pipelineName, pipeline }: StartedByHand,
): Promise<PipelineRun> {
  const needed = (pipeline?.variables ?? []).filter(({ defaultValue }) => defaultValue === undefined);
  return account.run(pipelineName, Object.fromEntries(needed.map(({ name }) => [name, "any"])));
}

/** Starts a pipeline that nothing in the project starts. */
export async function startByHand(account: LocalAccount, started: StartedByHand): Promise<void> {
  const command = `aws codepipeline start-pipeline-execution --name ${started.pipelineName}`;
  heading(`Nothing in this project starts it: ${command}`);
  await showRelease(account, await runByHand(account, started));
}
