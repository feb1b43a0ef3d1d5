import { z } from "zod";
import { AwsError } from "../client/aws-error";
import { type Scope, ScopedState } from "../gateway/scope";
import { randomId } from "../random-id";
import { type Application, applicationNamed, groupNamed } from "./applications";
import { type Deployment, isOver, type Revision } from "./deployment";
import { configNamed } from "./deployment-configs";
import { alarmConfiguration, autoRollbackConfiguration, type DeploymentGroup } from "./deployment-group";

/** A revision as CreateDeployment and RegisterApplicationRevision take it. */
export const revisionInput = z.looseObject({
  revisionType: z.string(),
  s3Location: z
    .looseObject({
      bucket: z.string(),
      key: z.string(),
      version: z.string().optional(),
      bundleType: z.string().optional(),
    })
    .optional(),
  appSpecContent: z.looseObject({ content: z.string().optional(), sha256: z.string().optional() }).optional(),
});

/** What CreateDeployment takes. */
export const deploymentInput = z.looseObject({
  applicationName: z.string(),
  deploymentGroupName: z.string().optional(),
  deploymentConfigName: z.string().optional(),
  description: z.string().optional(),
  revision: revisionInput.optional(),
  autoRollbackConfiguration: autoRollbackConfiguration.optional(),
  overrideAlarmConfiguration: alarmConfiguration.optional(),
});
type DeploymentInput = z.output<typeof deploymentInput>;

/** The deployments of an account and region, oldest first. */
export const deploymentsIn = new ScopedState<Deployment[]>(() => []);

/** The deployment, or CodeDeploy's error. */
export function deploymentWithId(scope: Scope, id: string): Deployment {
  const deployment = deploymentsIn.of(scope).find(({ info }) => info.deploymentId === id);
  if (deployment !== undefined) return deployment;
  throw new AwsError("DeploymentDoesNotExistException", `The deployment ${id} could not be found`);
}

/** The newest one of a group that somebody asked for, or that rolled another back. */
export function newestOf(scope: Scope, applicationName: string, groupName: string): Deployment | undefined {
  return deploymentsIn.of(scope).findLast(isOfGroup(applicationName, groupName));
}

/** A deployment of a revision through a group, as it begins. A group has one at a time. */
export function newDeployment(scope: Scope, input: DeploymentInput): Deployment {
  const application = applicationNamed(scope, input.applicationName);
  if (input.deploymentGroupName === undefined) {
    throw new AwsError("DeploymentGroupNameRequiredException", "The deployment group name was not specified");
  }
  const group = groupNamed(application, input.deploymentGroupName);
  const { deploymentConfigName } = configNamed(
    scope,
    input.deploymentConfigName ?? group.deploymentConfigName,
  );
  checkRevision(application, input.revision);
  refuseSecondDeployment(scope, group);
  const { overrideAlarmConfiguration, ...given } = input;
  return keep(
    scope,
    {
      ...group,
      autoRollbackConfiguration: input.autoRollbackConfiguration ?? group.autoRollbackConfiguration,
      alarmConfiguration: overrideAlarmConfiguration ?? group.alarmConfiguration,
    },
    {
      ...given,
      deploymentConfigName,
      computePlatform: application.computePlatform,
      creator: "user",
      revision: input.revision,
      ...(overrideAlarmConfiguration === undefined ? {} : { overrideAlarmConfiguration }),
    },
  );
}

/** A deployment that takes back what another one did. */
export function newRollback(scope: Scope, { info, group }: Deployment): Deployment {
  return keep(scope, group, {
    deploymentConfigName: info.deploymentConfigName,
    computePlatform: info.computePlatform,
    creator: "codeDeployRollback",
    description: `Rollback of the deployment ${info.deploymentId}`,
    revision: lastGoodRevision(scope, info),
    rollbackInfo: { rollbackTriggeringDeploymentId: info.deploymentId },
  });
}

type Given = Pick<
  Deployment["info"],
  "deploymentConfigName" | "computePlatform" | "creator" | "revision" | "rollbackInfo"
>;

function keep(scope: Scope, group: DeploymentGroup, given: Given & Record<string, unknown>): Deployment {
  const now = scope.clock.now() / 1000;
  const previousRevision = lastGoodRevision(scope, group);
  const deployment: Deployment = {
    info: {
      ...given,
      ...(previousRevision === undefined ? {} : { previousRevision }),
      deploymentId: `d-${randomId(9)}`,
      applicationName: group.applicationName,
      deploymentGroupName: group.deploymentGroupName,
      status: "InProgress",
      createTime: now,
      startTime: now,
      ignoreApplicationStopFailures: false,
      updateOutdatedInstancesOnly: false,
      instanceTerminationWaitTimeStarted: false,
      deploymentStyle: group.deploymentStyle,
      blueGreenDeploymentConfiguration: group.blueGreenDeploymentConfiguration,
      loadBalancerInfo: group.loadBalancerInfo,
      autoRollbackConfiguration: group.autoRollbackConfiguration,
    },
    group,
    targetIds: (group.ecsServices ?? []).map(
      ({ clusterName, serviceName }) => `${clusterName}:${serviceName}`,
    ),
    lifecycleEvents: [],
    traffic: [],
  };
  deploymentsIn.of(scope).push(deployment);
  return deployment;
}

/** Forgets the deployments of an application that is deleted. */
export function forgetDeployments(scope: Scope, applicationName: string): void {
  const deployments = deploymentsIn.of(scope);
  const kept = deployments.filter(({ info }) => info.applicationName !== applicationName);
  deployments.splice(0, deployments.length, ...kept);
}

type OfGroup = Pick<Deployment["info"], "applicationName" | "deploymentGroupName">;

function lastGoodRevision(
  scope: Scope,
  { applicationName, deploymentGroupName }: OfGroup,
): Revision | undefined {
  return deploymentsIn
    .of(scope)
    .filter(isOfGroup(applicationName, deploymentGroupName))
    .findLast(({ info }) => info.status === "Succeeded")?.info.revision;
}

function isOfGroup(applicationName: string, groupName: string): (deployment: Deployment) => boolean {
  return ({ info }) => info.applicationName === applicationName && info.deploymentGroupName === groupName;
}

function checkRevision({ computePlatform }: Application, given: Revision | undefined): void {
  if (given === undefined) {
    throw new AwsError("RevisionRequiredException", "The revision ID was not specified");
  }
  const { revisionType, s3Location, appSpecContent } = given;
  if (computePlatform !== "ECS") return;
  const fits =
    (revisionType === "S3" && s3Location !== undefined) ||
    (revisionType === "AppSpecContent" && appSpecContent?.content !== undefined);
  if (fits) return;
  throw new AwsError(
    "InvalidRevisionException",
    "A revision for the compute platform ECS is of the type S3 with an s3Location, or AppSpecContent with an " +
      `appSpecContent; got ${revisionType}`,
  );
}

function refuseSecondDeployment(scope: Scope, group: DeploymentGroup): void {
  const active = deploymentsIn
    .of(scope)
    .filter(isOfGroup(group.applicationName, group.deploymentGroupName))
    .find((deployment) => !isOver(deployment));
  if (active === undefined) return;
  throw new AwsError(
    "DeploymentLimitExceededException",
    `The Deployment Group '${group.deploymentGroupName}' already has an active Deployment '${active.info.deploymentId}'`,
  );
}
