import { z } from "zod";
import { AwsError } from "../client/aws-error";
import { type Scope, ScopedState } from "../gateway/scope";
import { randomId } from "../random-id";
import { type Application, applicationNamed, type ComputePlatform, groupNamed } from "./applications";
import { configNamed } from "./deployment-configs";
import type { DeploymentGroup } from "./deployment-group";

const revision = z.looseObject({
  revisionType: z.string(),
  s3Location: z.looseObject({ bucket: z.string(), key: z.string() }).optional(),
  appSpecContent: z.looseObject({ content: z.string().min(1), sha256: z.string().optional() }).optional(),
});

/** What CreateDeployment takes. */
export const deploymentInput = z.looseObject({
  applicationName: z.string(),
  deploymentGroupName: z.string().optional(),
  deploymentConfigName: z.string().optional(),
  description: z.string().optional(),
  revision: revision.optional(),
});
type DeploymentInput = z.output<typeof deploymentInput>;

/** A deployment as GetDeployment shows it. Nothing carries it out: it is in progress until it is stopped. */
export interface Deployment extends Record<string, unknown> {
  readonly deploymentId: string;
  readonly applicationName: string;
  readonly deploymentGroupName: string;
  readonly computePlatform: ComputePlatform;
  readonly createTime: number;
  /** `cluster:service` for ECS. */
  readonly targetIds: readonly string[];
  status: "InProgress" | "Stopped";
  completeTime?: number;
}

/** The deployments of an account and region, oldest first. */
export const deploymentsIn = new ScopedState<Deployment[]>(() => []);

/** The deployment, or CodeDeploy's error. */
export function deploymentWithId(scope: Scope, id: string): Deployment {
  const deployment = deploymentsIn.of(scope).find(({ deploymentId }) => deploymentId === id);
  if (deployment !== undefined) return deployment;
  throw new AwsError("DeploymentDoesNotExistException", `The deployment ${id} could not be found`);
}

/** Starts a deployment of a revision through a group. A group has one at a time. */
export function startDeployment(scope: Scope, input: DeploymentInput): Deployment {
  const application = applicationNamed(scope, input.applicationName);
  if (input.deploymentGroupName === undefined) {
    throw new AwsError("DeploymentGroupNameRequiredException", "The deployment group name was not specified");
  }
  const group = groupNamed(application, input.deploymentGroupName);
  const config = configNamed(scope, input.deploymentConfigName ?? group.deploymentConfigName);
  checkRevision(application, input.revision);
  refuseSecondDeployment(scope, group);
  const now = Date.now() / 1000;
  const deployment: Deployment = {
    ...input,
    deploymentId: `d-${randomId(9)}`,
    deploymentGroupName: group.deploymentGroupName,
    applicationName: application.applicationName,
    deploymentConfigName: config.deploymentConfigName,
    computePlatform: application.computePlatform,
    status: "InProgress",
    createTime: now,
    startTime: now,
    creator: "user",
    ignoreApplicationStopFailures: false,
    updateOutdatedInstancesOnly: false,
    deploymentStyle: group.deploymentStyle,
    blueGreenDeploymentConfiguration: group.blueGreenDeploymentConfiguration,
    loadBalancerInfo: group.loadBalancerInfo,
    autoRollbackConfiguration: input.autoRollbackConfiguration ?? group.autoRollbackConfiguration,
    targetIds: (group.ecsServices ?? []).map(
      ({ clusterName, serviceName }) => `${clusterName}:${serviceName}`,
    ),
  };
  deploymentsIn.of(scope).push(deployment);
  return deployment;
}

/** Stops a deployment that is in progress. */
export function stopDeployment(deployment: Deployment): void {
  if (deployment.status !== "InProgress") {
    throw new AwsError(
      "DeploymentAlreadyCompletedException",
      `The deployment ${deployment.deploymentId} is already complete: ${deployment.status}`,
    );
  }
  deployment.status = "Stopped";
  deployment.completeTime = Date.now() / 1000;
}

/** Forgets the deployments of an application that is deleted. */
export function forgetDeployments(scope: Scope, applicationName: string): void {
  const deployments = deploymentsIn.of(scope);
  const kept = deployments.filter((deployment) => deployment.applicationName !== applicationName);
  deployments.splice(0, deployments.length, ...kept);
}

/** The deployment as GetDeployment shows it. */
export function shownDeployment({ targetIds: _shownElsewhere, ...deployment }: Deployment): object {
  return deployment;
}

/** One target of a deployment, as BatchGetDeploymentTargets shows it. */
export function shownTarget(scope: Scope, deployment: Deployment, targetId: string): object {
  const { deploymentId, status } = deployment;
  if (!deployment.targetIds.includes(targetId)) {
    throw new AwsError(
      "DeploymentTargetDoesNotExistException",
      `The deployment ${deploymentId} has the targets ${deployment.targetIds.join(", ")}, not ${targetId}`,
    );
  }
  const targetArn = scope.arn("ecs", `service/${targetId.replace(":", "/")}`);
  const ecsTarget = {
    deploymentId,
    targetId,
    targetArn,
    status: status === "Stopped" ? "Skipped" : "InProgress",
    lastUpdatedAt: deployment.completeTime ?? deployment.createTime,
    lifecycleEvents: [],
  };
  return { deploymentTargetType: "ECSTarget", ecsTarget };
}

function checkRevision({ computePlatform }: Application, given: DeploymentInput["revision"]): void {
  if (given === undefined) {
    throw new AwsError("RevisionRequiredException", "The revision ID was not specified");
  }
  const { revisionType, s3Location, appSpecContent } = given;
  if (computePlatform !== "ECS") return;
  const fits =
    (revisionType === "S3" && s3Location !== undefined) ||
    (revisionType === "AppSpecContent" && appSpecContent !== undefined);
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
    .find(
      ({ applicationName, deploymentGroupName, status }) =>
        applicationName === group.applicationName &&
        deploymentGroupName === group.deploymentGroupName &&
        status === "InProgress",
    );
  if (active === undefined) return;
  throw new AwsError(
    "DeploymentLimitExceededException",
    `The Deployment Group '${group.deploymentGroupName}' already has an active Deployment '${active.deploymentId}'`,
  );
}
