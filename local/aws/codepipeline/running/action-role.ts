import { AwsError } from "../../client/aws-error";
import { elementText } from "../../client/xml";
import type { Scope } from "../../gateway/scope";
import type { RoleSession } from "../../iam/role-session";
import type { PipelineDeclaration } from "../pipeline-declaration";
import { pipelineSession } from "../pipeline-session";

/** Opens the role that an action runs as: the pipeline's own, or another one that the pipeline's assumes. */
export async function actionSession(
  scope: Scope,
  pipeline: PipelineDeclaration,
  actionRole: string | undefined,
): Promise<RoleSession> {
  const own = await pipelineSession(scope, pipeline);
  return actionRole === undefined ? own : assumeRole(scope, own, actionRole, own.sessionName);
}

/** Assumes a role as another one does. */
export async function assumeRole(
  scope: Pick<Scope, "as" | "sessions">,
  by: RoleSession,
  RoleArn: string,
  RoleSessionName: string,
): Promise<RoleSession> {
  const xml = await scope.as(by).query("sts", "AssumeRole", { RoleArn, RoleSessionName });
  const session = scope.sessions.of(elementText(xml, "AccessKeyId") ?? "");
  if (session !== undefined) return session;
  throw new AwsError("AccessDenied", `The local STS opened no session of the role ${RoleArn}`);
}
