import { AwsError } from "../client/aws-error";
import type { Scope } from "../gateway/scope";
import { type ServiceContext, whyNotAssumable } from "../iam/role";
import type { RoleSession } from "../iam/role-session";
import { writeLog } from "./container-logs";
import { fetchSecrets } from "./container-secrets";
import { pullImage } from "./pull-image";
import type { ContainerDefinition, TaskDefinition } from "./task-definition";
import { TaskStartFailure } from "./task-start-failure";

const ECS_TASKS = "ecs-tasks.amazonaws.com";

/** A container of a task that runs. */
export interface RunningContainer {
  readonly name: string;
  readonly image: string;
  /** Undefined for an image of a registry that is not ours. */
  readonly imageDigest: string | undefined;
}

const NOTHING_RUNS = ["started: the local AWS runs no containers"];

/** Does all that has to succeed before a task runs: its roles, its secrets, its images. Throws why it does not start. */
export async function startContainers(
  scope: Scope,
  { taskRoleArn, executionRoleArn, containerDefinitions }: TaskDefinition,
  taskId: string,
  linesOf: (container: ContainerDefinition) => readonly string[] = () => NOTHING_RUNS,
): Promise<RunningContainer[]> {
  if (taskRoleArn !== undefined) await checkAssumable(scope, taskRoleArn, taskId);
  const session = executionRoleArn === undefined ? undefined : await assume(scope, executionRoleArn, taskId);
  for (const container of containerDefinitions) await fetchSecrets(scope, session, container);
  const started: RunningContainer[] = [];
  for (const { name, image } of containerDefinitions) {
    started.push({ name, image, imageDigest: await pullImage(scope, session, image) });
  }
  for (const container of containerDefinitions) {
    await writeLog(scope, session, container, taskId, linesOf(container));
  }
  return started;
}

async function checkAssumable(scope: Scope, roleArn: string, taskId: string): Promise<void> {
  const problem = await whyNotAssumable(scope, roleArn, ECS_TASKS, forTask(scope, taskId));
  if (problem !== undefined) throw notAssumed(roleArn, problem);
}

async function assume(scope: Scope, roleArn: string, taskId: string): Promise<RoleSession> {
  try {
    return await scope.sessions.openForService(scope, roleArn, ECS_TASKS, taskId, forTask(scope, taskId));
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw notAssumed(roleArn, error.message);
  }
}

// A trust policy can't name a cluster (Amazon ECS developer guide, "Task IAM role").
function forTask(scope: Scope, taskId: string): ServiceContext {
  return { sourceArn: scope.arn("ecs", `task/${taskId}`), sourceAccount: scope.accountId };
}

function notAssumed(roleArn: string, problem: string): TaskStartFailure {
  return new TaskStartFailure(
    `ECS was unable to assume the role '${roleArn}' that was provided for this task. Please verify that the role ` +
      "being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass " +
      `this role. (${problem})`,
  );
}
