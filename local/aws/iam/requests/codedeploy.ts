import { z } from "zod";
import { AwsError } from "../../client/aws-error";
import type { AwsCall } from "./aws-call";
import { eachNeeds, needs, needsAll } from "./needs";
import type { ServiceRequests } from "./permission";

const application = (call: AwsCall) => call.arn("codedeploy", `application:${call.text("applicationName")}`);
const group = (call: AwsCall) =>
  groupArn(call, call.text("applicationName"), call.text("deploymentGroupName"));
const groupArn = (call: AwsCall, app: string, name: string) =>
  call.arn("codedeploy", `deploymentgroup:${app}/${name}`);

const configArn = (call: AwsCall, name: string) => call.arn("codedeploy", `deploymentconfig:${name}`);

const groupInfo = z.looseObject({
  deploymentGroupInfo: z.looseObject({ deploymentConfigName: z.string() }),
});

const deployment = z.looseObject({
  deploymentInfo: z.looseObject({ applicationName: z.string(), deploymentGroupName: z.string() }),
});

/** What the operations of CodeDeploy need. */
export const codedeploy: ServiceRequests = {
  operations: {
    ...eachNeeds("codedeploy", ["GetDeploymentGroup", "ListDeployments"], group),
    // Whoever deploys needs all three: the actions of others that only call CreateDeployment document them.
    CreateDeployment: needsAll(
      needs("codedeploy:CreateDeployment", group),
      needs("codedeploy:RegisterApplicationRevision", application),
      async (call) => [
        { action: "codedeploy:GetDeploymentConfig", resource: configArn(call, await configOf(call)) },
      ],
    ),
    ...eachNeeds(
      "codedeploy",
      ["GetApplication", "GetApplicationRevision", "ListDeploymentGroups", "RegisterApplicationRevision"],
      application,
    ),
    GetDeploymentConfig: needs("codedeploy:GetDeploymentConfig", (call) =>
      configArn(call, call.text("deploymentConfigName")),
    ),
    GetDeployment: async (call) => [
      { action: "codedeploy:GetDeployment", resource: await groupOf(call, call.text("deploymentId")) },
    ],
    BatchGetDeployments: async (call) =>
      Promise.all(
        call.texts("deploymentIds").map(async (id) => ({
          action: "codedeploy:BatchGetDeployments",
          resource: await groupOf(call, id),
        })),
      ),
    ...eachNeeds(
      "codedeploy",
      [
        "BatchGetDeploymentTargets",
        "ContinueDeployment",
        "GetDeploymentTarget",
        "ListApplications",
        "ListDeploymentTargets",
        "PutLifecycleEventHookExecutionStatus",
        "StopDeployment",
      ],
      () => "*",
    ),
  },
};

// The group's, where the deployment names none; which group is missing, the operation itself says.
async function configOf(call: AwsCall): Promise<string> {
  const named = call.text("deploymentConfigName");
  if (named !== "") return named;
  const [applicationName, deploymentGroupName] = [
    call.text("applicationName"),
    call.text("deploymentGroupName"),
  ];
  try {
    const input = { applicationName, deploymentGroupName };
    const answer = await call.account.call("codedeploy", "GetDeploymentGroup", input);
    return groupInfo.parse(answer).deploymentGroupInfo.deploymentConfigName;
  } catch (error) {
    if (error instanceof AwsError) return "*";
    throw error;
  }
}

// A deployment has no ARN: its group's stands for it.
async function groupOf(call: AwsCall, deploymentId: string): Promise<string> {
  const answer = await call.account.call("codedeploy", "GetDeployment", { deploymentId });
  const { applicationName, deploymentGroupName } = deployment.parse(answer).deploymentInfo;
  return groupArn(call, applicationName, deploymentGroupName);
}
