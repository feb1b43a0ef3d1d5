import type { AwsClient } from "../client/aws-client";
import { AwsError } from "../client/aws-error";
import type { Scope } from "../gateway/scope";
import type { RoleSession } from "../iam/role-session";
import type { ContainerDefinition } from "./task-definition";
import { TaskStartFailure } from "./task-start-failure";

/** Writes a container's lines as the execution role, where it logs to CloudWatch; makes the stream, and a group that it asks for. */
export async function writeLog(
  scope: Scope,
  session: RoleSession | undefined,
  { name, logConfiguration }: ContainerDefinition,
  taskId: string,
  lines: readonly string[],
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
    if (lines.length === 0) return;
    const logEvents = lines.map((message) => ({ timestamp: scope.clock.now(), message }));
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
