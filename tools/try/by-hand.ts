import type { LocalAccount } from "../../local/aws/local-account";
import type { PipelineSettings } from "../../settings/schema/pipeline";
import { heading } from "./say";
import { startedSince } from "./started";

/** Starts a pipeline that nothing in the project starts, as one would with the AWS CLI. */
export async function startByHand(
  account: LocalAccount,
  pipelineName: string,
  { variables = [] }: Pick<PipelineSettings, "variables"> = {},
): Promise<void> {
  heading(
    `Nothing in this project starts it: aws codepipeline start-pipeline-execution --name ${pipelineName}`,
  );
  const started = await startedSince(account, pipelineName);
  const needed = variables.filter(({ defaultValue }) => defaultValue === undefined);
  await account.startPipeline(pipelineName, Object.fromEntries(needed.map(({ name }) => [name, "any"])));
  await started.show();
}
