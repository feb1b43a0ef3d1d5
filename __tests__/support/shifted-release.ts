import type { LocalAccount } from "../../local/aws/local-account";
import { LocalDeployment } from "../../local/aws/local-deployments";
import type { PipelineRun } from "../../local/aws/pipeline-run";

/** The deployment of an execution, once it has one and rests; undefined where the execution ends before. */
export async function shiftOf(account: LocalAccount, run: PipelineRun): Promise<LocalDeployment | undefined> {
  for (;;) {
    const rest = await run.restWithin(5);
    const deploy = (await run.actions()).find(({ actionName }) => actionName === "Deploy");
    const id = deploy?.output.executionResult.externalExecutionId;
    if (id !== undefined) {
      const shift = new LocalDeployment(account, id);
      await shift.rest();
      return shift;
    }
    if (rest !== undefined) return undefined;
  }
}

/** Lets the time pass that the deployment of an execution waits for, to the end of both; answers with the execution's status. */
export async function releasedToTheEnd(account: LocalAccount, run: PipelineRun): Promise<string> {
  const shift = await shiftOf(account, run);
  while (shift !== undefined && (await shift.rest()).reason !== "over")
    await account.passTime({ minutes: 5 });
  return run.end(120);
}
