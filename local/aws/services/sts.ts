import type { Answer } from "../gateway/answer";
import type { AwsRequest } from "../gateway/aws-request";
import { answerOfMoto } from "../gateway/moto-proxy";
import type { Scope } from "../gateway/scope";
import type { Service } from "../gateway/service";
import { type Caller, principalArnOf } from "../iam/caller";
import { principalPoliciesOf } from "../iam/policies/principal-policies";
import { rolePoliciesOf } from "../iam/policies/role-policies";
import { sessionTags } from "../iam/requests/sts";
import { assumeRoleWithWebIdentity } from "../sts/assume-role-with-web-identity";
import {
  chainedSeconds,
  credentialsOf,
  required,
  sessionPolicies,
  sessionSeconds,
} from "../sts/session-request";
import { stsAnswer } from "../sts/sts-answer";

const NOT_OURS = "moto does not know the sessions that are opened here";

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
  const role = await rolePoliciesOf(scope, roleArn);
  const seconds =
    caller.kind === "role" ? chainedSeconds(form) : sessionSeconds(form, role?.maxSessionSeconds);
  const limits = { tags: sessionTags(form), policies: await sessionPolicies(form, scope) };
  const session = scope.sessions.open(roleArn, name, limits);
  return stsAnswer("AssumeRole", {
    Credentials: credentialsOf(session, scope, seconds),
    AssumedRoleUser: { AssumedRoleId: `${role?.uniqueId}:${name}`, Arn: session.arn },
  });
}

async function getCallerIdentity(request: AwsRequest, scope: Scope, caller: Caller): Promise<Answer> {
  if (caller.kind === "account") return answerOfMoto(scope.moto.endpoint, request, scope.accountId);
  const { arn, accountId } = caller;
  const { uniqueId = "" } = (await principalPoliciesOf(scope, principalArnOf(caller))) ?? {};
  const UserId = caller.kind === "role" ? `${uniqueId}:${caller.sessionName}` : uniqueId;
  return stsAnswer("GetCallerIdentity", { UserId, Account: accountId, Arn: arn });
}
