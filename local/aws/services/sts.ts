import { AwsError } from "../client/aws-error";
import type { Answer } from "../gateway/answer";
import type { AwsRequest } from "../gateway/aws-request";
import { answerOfMoto } from "../gateway/moto-proxy";
import type { Scope } from "../gateway/scope";
import type { Service } from "../gateway/service";
import { rolePoliciesOf } from "../iam/policies/role-policies";
import { sessionTags } from "../iam/requests/sts";
import type { Caller } from "../iam/role-session";
import { assumeRoleWithWebIdentity } from "../sts/assume-role-with-web-identity";
import { credentialsOf, required, sessionPolicies } from "../sts/session-request";
import { stsAnswer } from "../sts/sts-answer";

const NOT_OURS = "moto does not know the sessions that are opened here";
const HOUR_SECONDS = 3600;

/** STS: sessions of roles are opened here; what the account itself assumes is kept by moto and restricted by nobody. */
export const sts: Service = {
  operations: {
    AssumeRole: { because: NOT_OURS, answer: assumeRole },
    AssumeRoleWithWebIdentity: {
      because: "moto looks at neither the token nor the role's trust policy",
      answer: assumeRoleWithWebIdentity,
    },
    GetCallerIdentity: { because: NOT_OURS, answer: getCallerIdentity },
  },
};

// Whoever gets here may do it: the gateway has asked the caller's policies and the role's trust policy.
async function assumeRole(request: AwsRequest, scope: Scope, caller: Caller): Promise<Answer> {
  if (caller.kind === "account") return answerOfMoto(scope.moto.endpoint, request, scope.accountId);
  const form = new URLSearchParams(request.body.toString());
  const [roleArn, name] = [required(form, "RoleArn"), required(form, "RoleSessionName")];
  const seconds = Number(form.get("DurationSeconds") ?? HOUR_SECONDS);
  if (seconds > HOUR_SECONDS) {
    throw new AwsError(
      "ValidationError",
      "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining",
    );
  }
  const limits = { tags: sessionTags(form), policies: await sessionPolicies(form, scope) };
  const session = scope.sessions.open(roleArn, name, limits);
  const role = await rolePoliciesOf(scope, roleArn);
  return stsAnswer("AssumeRole", {
    Credentials: credentialsOf(session, scope, seconds),
    AssumedRoleUser: { AssumedRoleId: `${role?.roleId}:${name}`, Arn: session.arn },
  });
}

async function getCallerIdentity(request: AwsRequest, scope: Scope, caller: Caller): Promise<Answer> {
  if (caller.kind === "account") return answerOfMoto(scope.moto.endpoint, request, scope.accountId);
  const { session, arn, accountId } = caller;
  const role = await rolePoliciesOf(scope, session.roleArn);
  return stsAnswer("GetCallerIdentity", {
    UserId: `${role?.roleId}:${session.sessionName}`,
    Account: accountId,
    Arn: arn,
  });
}
