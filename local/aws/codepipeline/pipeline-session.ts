import type { Scope } from "../gateway/scope";
import type { RoleSession } from "../iam/role-session";
import type { PipelineDeclaration } from "./pipeline-declaration";

/** CodePipeline takes on a pipeline's role. */
export async function pipelineSession(
  scope: Scope,
  { name, roleArn }: Pick<PipelineDeclaration, "name" | "roleArn">,
): Promise<RoleSession> {
  // CloudTrail shows CodePipeline's sessions named by their milliseconds.
  const sessionName = String(Date.now());
  return scope.sessions.openForService(scope, roleArn, "codepipeline.amazonaws.com", sessionName, {
    sourceArn: scope.arn("codepipeline", name),
    sourceAccount: scope.accountId,
  });
}
