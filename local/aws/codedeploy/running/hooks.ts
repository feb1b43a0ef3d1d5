import { AwsError } from "../../client/aws-error";
import type { AppSpec, HOOKS } from "./app-spec";
import { called, DeploymentFailure } from "./deployment-failure";
import type { DeploymentRun } from "./deployment-run";
import { during } from "./lifecycle";

// CodeDeploy user guide: AppSpec 'hooks' section.
const ANSWER_LIMIT_MS = 60 * 60_000;

/** Runs the function of an event, if it has one, and waits for what it says. */
export async function runHook(
  run: DeploymentRun,
  { hooks }: AppSpec,
  name: (typeof HOOKS)[number],
): Promise<void> {
  await during(run, name, async (event) => {
    const functionName = hooks[name];
    if (functionName === undefined) return;
    const fail = (errorCode: string, message: string) => {
      event.diagnostics = { errorCode, scriptName: functionName, message };
    };
    const answer = await run.hookAnswer((id) => invoke(run, functionName, id), ANSWER_LIMIT_MS);
    if (answer === "Succeeded") return;
    if (answer === "Failed") {
      fail("ScriptFailed", `${functionName} said that it failed`);
      throw new DeploymentFailure(
        "HOOK_EXECUTION_FAILURE",
        "The deployment failed because one or more of the lifecycle event validation functions failed.",
      );
    }
    fail("ScriptTimedOut", `${functionName} did not say how it went`);
    throw new DeploymentFailure(
      "TIMEOUT",
      "The deployment timed out while waiting for a status callback. CodeDeploy expects a status callback within one " +
        "hour after a deployment hook is invoked.",
    );
  });
}

async function invoke(run: DeploymentRun, functionName: string, hookId: string): Promise<void> {
  const { deploymentId } = run.deployment.info;
  const event = { DeploymentId: deploymentId, LifecycleEventHookExecutionId: hookId };
  const path = `/2015-03-31/functions/${encodeURIComponent(functionName)}/invocations`;
  await called(
    run.roleArn,
    "AWSLambda",
    async () => {
      const headers = { "x-amz-invocation-type": "Event" };
      const response = await run.client.send("lambda", "POST", path, JSON.stringify(event), headers);
      const text = await response.text();
      if (response.ok) return;
      const { message, Message = message } = JSON.parse(text) as { message?: string; Message?: string };
      const code = response.headers.get("x-amzn-errortype") ?? `HTTP${response.status}`;
      throw new AwsError(code, Message ?? text, response.status);
    },
    (said) =>
      new DeploymentFailure("INVALID_LAMBDA_FUNCTION", `The function ${functionName} was not run: ${said}`),
  );
}
