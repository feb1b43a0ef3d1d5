import { z } from "zod";
import type { AwsCall } from "./aws-call";
import { eachNeeds, needs } from "./needs";
import type { ServiceRequests } from "./permission";

const application = (call: AwsCall) => call.arn("codedeploy", `application:${call.text("applicationName")}`);
const group = (call: AwsCall) =>
  groupArn(call, call.text("applicationName"), call.text("deploymentGroupName"));
const groupArn = (call: AwsCall, app: string, name: string) =>
  call.arn("codedeploy", `deploymentgroup:${app}/${name}`);

const deployment = z.looseObject({
  deploymentInfo: z.looseObject({ applicationName: z.string(), deploymentGroupName: z.string() }),
});

/** What the operations of CodeDeploy need. */
export const codedeploy: ServiceRequests = {
  operations: {
    ...eachNeeds("codedeploy", ["CreateDeployment", "GetDeploymentGroup", "ListDeployments"], group),
    ...eachNeeds(
      "codedeploy",
      ["GetApplication", "GetApplicationRevision", "ListDeploymentGroups", "RegisterApplicationRevision"],
      application,
    ),
    GetDeploymentConfig: needs("codedeploy:GetDeploymentConfig", (call) =>
      call.arn("codedeploy", `deploymentconfig:${call.text("deploymentConfigName")}`),
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

// A deployment has no ARN: its group's stands for it.
async function groupOf(call: AwsCall, deploymentId: string): Promise<string> {
  const answer = await call.account.call("codedeploy", "GetDeployment", { deploymentId });
  const { applicationName, deploymentGroupName } = deployment.parse(answer).deploymentInfo;
  return groupArn(call, applicationName, deploymentGroupName);
}
