import { z } from "zod";
import { AwsError } from "../../client/aws-error";
import { isDenied, quoted } from "./action-failures";
import { type ActionContext, ActionFailure, type ActionResult } from "./action-provider";
import { blueGreenTemplates } from "./blue-green-templates";
import { poll } from "./poll";

const TASK_DEFINITION = "<TASK_DEFINITION>";

const registered = z.looseObject({ taskDefinition: z.looseObject({ taskDefinitionArn: z.string() }) });
const created = z.object({ deploymentId: z.string() });
const told = z.looseObject({
  deploymentInfo: z.looseObject({
    status: z.string(),
    errorInformation: z.object({ code: z.string(), message: z.string() }).optional(),
  }),
});

/** Registers a task definition with the images of the artifacts and lets CodeDeploy replace the service's tasks by it. */
export async function codeDeployToEcs(context: ActionContext): Promise<ActionResult> {
  const { taskDefinition, appSpec } = await blueGreenTemplates(context);
  const answer = registered.parse(await call(context, "ecs", "RegisterTaskDefinition", taskDefinition));
  const content = appSpec.replaceAll(TASK_DEFINITION, answer.taskDefinition.taskDefinitionArn);
  const deploymentId = await deploy(context, content);
  const { errorInformation, status } = await poll(context.signal, () => ended(context, deploymentId));
  if (status === "Succeeded") {
    return { externalExecutionId: deploymentId, summary: "Deployment Succeeded", outputVariables: {} };
  }
  const why =
    errorInformation === undefined ? "" : `. ${errorInformation.message} (${errorInformation.code})`;
  throw new ActionFailure("JobFailed", `Deployment ${deploymentId} ${status.toLowerCase()}${why}`);
}

async function deploy(context: ActionContext, content: string): Promise<string> {
  const { action, region, tell } = context;
  const { ApplicationName: applicationName, DeploymentGroupName: deploymentGroupName } = action.configuration;
  const revision = { revisionType: "AppSpecContent", appSpecContent: { content } };
  const input = { applicationName, deploymentGroupName, revision };
  const { deploymentId } = created.parse(await call(context, "codedeploy", "CreateDeployment", input));
  const externalExecutionUrl = `https://console.aws.amazon.com/codesuite/codedeploy/deployments/${deploymentId}?region=${region}`;
  tell({ externalExecutionId: deploymentId, externalExecutionUrl });
  return deploymentId;
}

async function ended(context: ActionContext, deploymentId: string) {
  const { deploymentInfo } = told.parse(await call(context, "codedeploy", "GetDeployment", { deploymentId }));
  return ["Succeeded", "Failed", "Stopped"].includes(deploymentInfo.status) ? deploymentInfo : undefined;
}

const SERVICES = { ecs: "AmazonECS", codedeploy: "AmazonCodeDeploy" } as const;

async function call(
  { client }: ActionContext,
  service: keyof typeof SERVICES,
  operation: string,
  input: object,
): Promise<unknown> {
  try {
    return await client.call(service, operation, input);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const said = quoted(error, SERVICES[service]);
    throw isDenied(error)
      ? new ActionFailure(
          "PermissionError",
          `The provided role does not have sufficient permissions to access ${service === "ecs" ? "ECS" : "CodeDeploy"}. Error: ${said}`,
        )
      : new ActionFailure("ConfigurationError", said);
  }
}
