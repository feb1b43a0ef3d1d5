import { z } from "zod";
import { AwsError } from "../client/aws-error";
import type { Scope } from "../gateway/scope";
import { type Operation, operation } from "../gateway/service";
import { applicationNamed, groupNamed } from "./applications";
import { type Deployment, isOver } from "./deployment";
import {
  deploymentInput,
  deploymentsIn,
  deploymentWithId,
  newDeployment,
  revisionInput,
} from "./deployments";
import { registeredRevision, registerRevision } from "./revisions";
import { carryOut } from "./running/carry-out";
import { DeploymentStop } from "./running/deployment-failure";
import { runOf, untilOver } from "./running/runs";
import { shownDeployment, shownTarget } from "./shown-deployment";

const LACKS = "moto lacks it";
const MADE_UP = "moto makes up a deployment's id and carries none out";

const name = z.string().min(1).max(100);
const ofDeployment = z.object({ deploymentId: z.string() });
const filter = z.object({
  applicationName: name.optional(),
  deploymentGroupName: name.optional(),
  includeOnlyStatuses: z.array(z.string()).optional(),
});
const targets = ofDeployment.extend({ targetIds: z.array(z.string()) });
const stop = ofDeployment.extend({ autoRollbackEnabled: z.boolean().optional() });
const goOn = ofDeployment.extend({
  deploymentWaitType: z.enum(["READY_WAIT", "TERMINATION_WAIT"]).default("READY_WAIT"),
});
const hookStatus = ofDeployment.extend({
  lifecycleEventHookExecutionId: z.string(),
  status: z.string(),
});
const ofRevision = z.looseObject({ applicationName: name, revision: revisionInput });

/** What CodeDeploy does with deployments. */
export const deploymentOperations: Readonly<Record<string, Operation>> = {
  CreateDeployment: operation(MADE_UP, deploymentInput, (input, scope) => {
    const deployment = newDeployment(scope, input);
    const { applicationName, revision, deploymentId } = deployment.info;
    if (revision !== undefined) registerRevision(scope, applicationName, revision);
    carryOut(scope, deployment);
    return { deploymentId };
  }),
  GetDeployment: operation(MADE_UP, ofDeployment, ({ deploymentId }, scope) => ({
    deploymentInfo: shownDeployment(deploymentWithId(scope, deploymentId)),
  })),
  BatchGetDeployments: operation(
    LACKS,
    z.object({ deploymentIds: z.array(z.string()) }),
    ({ deploymentIds }, scope) => ({
      deploymentsInfo: deploymentIds.map((id) => shownDeployment(deploymentWithId(scope, id))),
    }),
  ),
  StopDeployment: operation(LACKS, stop, stopDeployment),
  ContinueDeployment: operation(LACKS, goOn, continueDeployment),
  PutLifecycleEventHookExecutionStatus: operation(LACKS, hookStatus, putHookStatus),
  ListDeployments: operation(MADE_UP, filter, listDeployments),
  ListDeploymentTargets: operation(LACKS, ofDeployment, ({ deploymentId }, scope) => ({
    targetIds: deploymentWithId(scope, deploymentId).targetIds,
  })),
  GetDeploymentTarget: operation(
    LACKS,
    ofDeployment.extend({ targetId: z.string() }),
    ({ deploymentId, targetId }, scope) => ({
      deploymentTarget: shownTarget(scope, deploymentWithId(scope, deploymentId), targetId),
    }),
  ),
  BatchGetDeploymentTargets: operation(LACKS, targets, ({ deploymentId, targetIds }, scope) => {
    const deployment = deploymentWithId(scope, deploymentId);
    return { deploymentTargets: targetIds.map((id) => shownTarget(scope, deployment, id)) };
  }),
  RegisterApplicationRevision: operation(LACKS, ofRevision, ({ applicationName, revision }, scope) => {
    applicationNamed(scope, applicationName);
    registerRevision(scope, applicationName, revision);
    return {};
  }),
  GetApplicationRevision: operation(LACKS, ofRevision, ({ applicationName, revision }, scope) => {
    applicationNamed(scope, applicationName);
    return { applicationName, revision: registeredRevision(scope, applicationName, revision) };
  }),
};

async function stopDeployment(input: z.output<typeof stop>, scope: Scope): Promise<object> {
  const deployment = deploymentWithId(scope, input.deploymentId);
  refuseOver(deployment);
  const run = runOf(scope, deployment);
  run.stop(
    new DeploymentStop(
      "MANUAL_STOP",
      "The deployment was stopped by a user.",
      "DEPLOYMENT_STOP_ON_REQUEST",
      input.autoRollbackEnabled,
    ),
  );
  await untilOver(run);
  return { status: "Succeeded", statusMessage: "The deployment was stopped" };
}

function continueDeployment(input: z.output<typeof goOn>, scope: Scope): object {
  const deployment = deploymentWithId(scope, input.deploymentId);
  refuseOver(deployment);
  const what = input.deploymentWaitType === "READY_WAIT" ? "ready" : "termination";
  if (runOf(scope, deployment).goOn(what)) return {};
  throw new AwsError(
    "DeploymentIsNotInReadyStateException",
    `The deployment ${input.deploymentId} is ${deployment.info.status} and does not wait for ${input.deploymentWaitType}`,
  );
}

function putHookStatus(input: z.output<typeof hookStatus>, scope: Scope): object {
  const { deploymentId, lifecycleEventHookExecutionId, status } = input;
  const run = runOf(scope, deploymentWithId(scope, deploymentId));
  if (status !== "Succeeded" && status !== "Failed") {
    throw new AwsError(
      "InvalidLifecycleEventHookExecutionStatusException",
      `A function says Succeeded or Failed, not ${status}`,
    );
  }
  run.answerHook(lifecycleEventHookExecutionId, status);
  return { lifecycleEventHookExecutionId };
}

// Newest first, as AWS lists them.
function listDeployments(given: z.output<typeof filter>, scope: Scope): object {
  const { applicationName, deploymentGroupName, includeOnlyStatuses } = given;
  if (applicationName !== undefined) {
    const application = applicationNamed(scope, applicationName);
    if (deploymentGroupName !== undefined) groupNamed(application, deploymentGroupName);
  }
  const isWanted = ({ info }: Deployment) =>
    (applicationName === undefined || info.applicationName === applicationName) &&
    (deploymentGroupName === undefined || info.deploymentGroupName === deploymentGroupName) &&
    (includeOnlyStatuses === undefined || includeOnlyStatuses.includes(info.status));
  const wanted = deploymentsIn.of(scope).filter(isWanted);
  return { deployments: wanted.map(({ info }) => info.deploymentId).reverse() };
}

function refuseOver(deployment: Deployment): void {
  if (!isOver(deployment)) return;
  const { deploymentId, status } = deployment.info;
  throw new AwsError(
    "DeploymentAlreadyCompletedException",
    `The deployment ${deploymentId} is already complete: ${status}`,
  );
}
