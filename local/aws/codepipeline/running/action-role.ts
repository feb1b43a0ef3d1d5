import { AwsError } from "../../client/aws-error";
import { elementText } from "../../client/xml";
import type { Scope } from "../../gateway/scope";
import type { RoleSession } from "../../iam/role-session";

/** Opens the role that an action runs as: the pipeline's own, or another one that the pipeline's assumes. */
export async function actionSession(
  scope: Scope,
  pipelineRole: string,
  actionRole: string | undefined,
): Promise<RoleSession> {
  // CloudTrail shows CodePipeline's sessions named by their milliseconds.
  const name = String(Date.now());
  const own = await scope.sessions.openForService(scope, pipelineRole, "codepipeline.amazonaws.com", name);
  return actionRole === undefined ? own : assumeRole(scope, own, actionRole, name);
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
