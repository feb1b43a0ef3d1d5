import { AwsError } from "../client/aws-error";
import type { Scope } from "../gateway/scope";
import { whyNotAssumable } from "../iam/role";
import type { Application } from "./applications";
import { configNamed } from "./deployment-configs";
import type { DeploymentGroup } from "./deployment-group";
import { checkEcsGroup } from "./ecs-group-checks";

const MAX_ALARMS = 10;
const ROLLBACK_EVENTS = ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"];
const TRIGGER_EVENTS = [
  ...["Start", "Success", "Failure", "Stop", "Rollback", "Ready"].map((event) => `Deployment${event}`),
  ...["Start", "Success", "Failure", "Ready"].map((event) => `Instance${event}`),
];

/** Refuses what CodeDeploy refuses of a deployment group, new or changed. */
export async function checkGroup(
  scope: Scope,
  application: Application,
  group: DeploymentGroup,
): Promise<void> {
  checkConfigOfGroup(scope, application, group);
  checkAlarms(group);
  checkRollback(group);
  checkTriggers(group);
  if (application.computePlatform === "ECS") await checkEcsGroup(scope, group);
  else if ((group.ecsServices ?? []).length > 0) {
    throw new AwsError(
      "InvalidECSServiceException",
      `Should not specify ECS services parameter for ${application.computePlatform} deployment group`,
    );
  }
  const named = `${application.applicationName}/${group.deploymentGroupName}`;
  const problem = await whyNotAssumable(scope, group.serviceRoleArn, "codedeploy.amazonaws.com", {
    sourceArn: scope.arn("codedeploy", `deploymentgroup:${named}`),
    sourceAccount: scope.accountId,
  });
  if (problem === undefined) return;
  throw new AwsError(
    "InvalidRoleException",
    `AWS CodeDeploy does not have the permissions required to assume the role ${group.serviceRoleArn} (${problem})`,
  );
}

function checkConfigOfGroup(scope: Scope, application: Application, group: DeploymentGroup): void {
  const { deploymentConfigName, computePlatform } = configNamed(scope, group.deploymentConfigName);
  if (computePlatform === application.computePlatform) return;
  throw new AwsError(
    "InvalidDeploymentConfigNameException",
    `The deployment configuration ${deploymentConfigName} is for the compute platform ${computePlatform}, ` +
      `but the application ${application.applicationName} is for ${application.computePlatform}`,
  );
}

function checkAlarms({ alarmConfiguration }: DeploymentGroup): void {
  const { enabled = false, alarms = [] } = alarmConfiguration ?? {};
  if (enabled && alarms.length === 0) {
    throw new AwsError(
      "InvalidAlarmConfigException",
      "An alarm configuration that is enabled names at least one alarm",
    );
  }
  if (alarms.length > MAX_ALARMS) {
    throw new AwsError(
      "AlarmsLimitExceededException",
      `A deployment group has at most ${MAX_ALARMS} alarms, not ${alarms.length}`,
    );
  }
}

function checkRollback({ autoRollbackConfiguration }: DeploymentGroup): void {
  const { enabled = false, events = [] } = autoRollbackConfiguration ?? {};
  const unknown = events.find((event) => !ROLLBACK_EVENTS.includes(event));
  if (unknown === undefined && (!enabled || events.length > 0)) return;
  throw new AwsError(
    "InvalidAutoRollbackConfigException",
    `An automatic rollback that is enabled names events of ${ROLLBACK_EVENTS.join(", ")}; got ${unknown ?? "none"}`,
  );
}

function checkTriggers({ triggerConfigurations = [] }: DeploymentGroup): void {
  for (const { triggerName, triggerTargetArn, triggerEvents } of triggerConfigurations) {
    const unknown = triggerEvents.find((event) => !TRIGGER_EVENTS.includes(event));
    if (unknown !== undefined || triggerEvents.length === 0) {
      throw invalidTrigger(
        `The trigger ${triggerName} names events of ${TRIGGER_EVENTS.join(", ")}; got ${unknown ?? "none"}`,
      );
    }
    if (!triggerTargetArn.startsWith("arn:aws:sns:")) {
      throw invalidTrigger(`Topic ARN ${triggerTargetArn} is not valid`);
    }
  }
}

function invalidTrigger(message: string): AwsError {
  return new AwsError("InvalidTriggerConfigException", message);
}
