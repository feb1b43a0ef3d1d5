import type { AwsClient } from "../client/aws-client";
import { AwsError } from "../client/aws-error";
import type { Scope } from "../gateway/scope";
import type { RoleSession } from "../iam/role-session";
import { BuildFailure, type BuildRecord } from "./build";
import { streamOf } from "./build-logs";

/** Takes on the project's role, and opens the log as that role. */
export async function provision(
  scope: Scope,
  record: BuildRecord,
): Promise<{ readonly client: AwsClient; readonly session: RoleSession }> {
  const { build, log, project } = record;
  const [, uuid = ""] = build.id.split(":");
  const session = await scope.sessions
    .openForService(scope, build.serviceRole, "codebuild.amazonaws.com", `AWSCodeBuild-${uuid}`, {
      sourceArn: scope.arn("codebuild", `project/${project.name}`),
      sourceAccount: scope.accountId,
    })
    .catch((error: unknown) => {
      if (!(error instanceof AwsError)) throw error;
      throw new BuildFailure("ACCESS_DENIED", error.message);
    });
  const client = scope.as(session);
  const stream = streamOf(project, uuid);
  if (stream !== undefined) {
    await log.open(client, stream).catch((error: unknown) => {
      if (!(error instanceof AwsError)) throw error;
      throw new BuildFailure(
        "ACCESS_DENIED",
        `Service role ${build.serviceRole} does not allow AWS CodeBuild to create Amazon CloudWatch Logs log ` +
          `streams for build ${build.arn}. Error message: ${error.message}`,
      );
    });
  }
  return { client, session };
}
