import type { StageConditionSettings } from "../../../settings/schema/stage-conditions";
import { assumeRole, buildOptions, role } from "./parts";

export const conditions = (): StageConditionSettings => ({
  beforeEntry: {
    result: "FAIL",
    rules: [
      { type: "alarm", alarmName: "errors", alarmStates: ["ALARM"], waitTime: 5, ruleName: "Quiet" },
      { type: "deployment-window", cron: "* * 9-16 ? * MON-FRI", timeZone: "Asia/Tokyo", ruleName: "Open" },
      { type: "lambda", functionName: "judge", userParameters: "strict", ruleName: "Judged" },
    ],
  },
  onSuccess: { result: "FAIL", rules: [{ type: "alarm", alarmName: "errors" }] },
  onFailure: { result: "RETRY", retryMode: "FAILED_ACTIONS" },
});

export const deploy = () => ({
  type: "deploy" as const,
  actionName: "Deploy",
  runOrder: 2,
  region: "eu-west-1",
  account: {
    id: "210987654321",
    stack: "shop-production",
    assumeRole: { ...assumeRole(), roleArn: "arn:aws:iam::210987654321:role/terraform" },
    roleName: "shop-deploy",
    permissionsBoundary: "arn:aws:iam::210987654321:policy/boundary",
  },
  service: {
    clusterName: "production",
    serviceName: "shop",
    containerName: "web",
    taskRoles: ["task"],
    deploymentTimeout: 30,
  },
});

export const test = (projectName: string) => ({
  type: "test" as const,
  actionName: "Smoke",
  runOrder: 1,
  ...buildOptions(),
  projectName,
  buildspec: "version: 0.2\nphases: {}\n",
  role: { ...role(), roleName: projectName, policyName: projectName },
  logicalId: projectName,
  roleLogicalId: projectName,
});

export const approve = () => ({
  type: "approve" as const,
  actionName: "Approve",
  runOrder: 1,
  timeoutInMinutes: 1440,
  notificationArn: "arn:aws:sns:us-east-1:123456789012:releases",
  externalEntityLink: "https://example.com/staging",
  customData: "look at staging first",
});
