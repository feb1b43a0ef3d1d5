import type { NewEvent, Scope } from "../gateway/scope";
import { applicationArn, groupArn } from "./applications";
import type { Deployment, DeploymentStatus } from "./deployment";

const STATES: Readonly<Record<DeploymentStatus, string>> = {
  InProgress: "START",
  Ready: "READY",
  Succeeded: "SUCCESS",
  Failed: "FAILURE",
  Stopped: "STOP",
};

/** CodeDeploy's event of a deployment that is in another state (EventBridge: CodeDeploy events). */
export function stateChange(scope: Scope, { info, group }: Deployment): NewEvent {
  const { applicationName, deploymentGroupName, deploymentId, status } = info;
  return {
    source: "aws.codedeploy",
    "detail-type": "CodeDeploy Deployment State-change Notification",
    resources: [
      applicationArn(scope, applicationName),
      groupArn(scope, applicationName, deploymentGroupName),
    ],
    detail: {
      region: scope.region,
      deploymentId,
      instanceGroupId: group.deploymentGroupId,
      deploymentGroup: deploymentGroupName,
      state: STATES[status],
      application: applicationName,
    },
  };
}
