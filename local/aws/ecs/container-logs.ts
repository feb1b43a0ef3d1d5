import type { AwsClient } from "../client/aws-client";
import { AwsError } from "../client/aws-error";
import type { Scope } from "../gateway/scope";
import type { RoleSession } from "../iam/role-session";
import type { ContainerDefinition } from "./task-definition";
import { TaskStartFailure } from "./task-start-failure";

/** Where a container logs to CloudWatch, makes its stream as the execution role, and the group where it asks for that. */
export async function writeFirstLog(
  scope: Scope,
  session: RoleSession | undefined,
  { name, logConfiguration }: ContainerDefinition,
  taskId: string,
): Promise<void> {
  if (logConfiguration?.logDriver !== "awslogs") return;
  const { options } = logConfiguration;
  if (session === undefined) {
    throw new TaskStartFailure(
      "Fargate requires task definition to have execution role ARN to support log driver awslogs.",
    );
  }
  const client = scope.as(session, options["awslogs-region"] ?? scope.region);
  const logGroupName = options["awslogs-group"] ?? "";
  const logStreamName = `${options["awslogs-stream-prefix"] ?? "ecs"}/${name}/${taskId}`;
  const stream = { logGroupName, logStreamName };
  try {
    if (options["awslogs-create-group"] === "true") await createGroup(client, logGroupName);
    await client.call("logs", "CreateLogStream", stream);
    const logEvents = [
      { timestamp: scope.clock.now(), message: "started: the local AWS runs no containers" },
    ];
    await client.call("logs", "PutLogEvents", { ...stream, logEvents });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new TaskStartFailure(
      "ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to " +
        `create Cloudwatch log stream: ${error.code}: ${error.message}`,
    );
  }
}

async function createGroup(client: AwsClient, logGroupName: string): Promise<void> {
  try {
    await client.call("logs", "CreateLogGroup", { logGroupName });
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== "ResourceAlreadyExistsException") throw error;
  }
}
