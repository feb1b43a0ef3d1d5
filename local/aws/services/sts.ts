import { AwsError } from "../client/aws-error";
import { escapeXml } from "../client/xml";
import { type Answer, xmlAnswer } from "../gateway/answer";
import type { AwsRequest } from "../gateway/aws-request";
import { answerOfMoto } from "../gateway/moto-proxy";
import type { Scope } from "../gateway/scope";
import type { Service } from "../gateway/service";
import { rolePoliciesOf } from "../iam/policies/role-policies";
import { sessionTags } from "../iam/requests/sts";
import type { Caller } from "../iam/role-session";

const NOT_OURS = "moto does not know the sessions that are opened here";
const HOUR_SECONDS = 3600;

/** STS: sessions of roles are opened here; what the account itself assumes is kept by moto and restricted by nobody. */
export const sts: Service = {
  operations: {
    AssumeRole: { because: NOT_OURS, answer: assumeRole },
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
  const policy = form.get("Policy");
  const limits = { tags: sessionTags(form), policies: policy === null ? [] : [policy] };
  const session = scope.sessions.open(roleArn, name, limits);
  const role = await rolePoliciesOf(scope, roleArn);
  return answered("AssumeRole", {
    Credentials: {
      AccessKeyId: session.accessKeyId,
      SecretAccessKey: session.secretAccessKey,
      SessionToken: session.sessionToken,
      Expiration: new Date(scope.clock.now() + seconds * 1000).toISOString(),
    },
    AssumedRoleUser: { AssumedRoleId: `${role?.roleId}:${name}`, Arn: session.arn },
  });
}

async function getCallerIdentity(request: AwsRequest, scope: Scope, caller: Caller): Promise<Answer> {
  if (caller.kind === "account") return answerOfMoto(scope.moto.endpoint, request, scope.accountId);
  const { session, arn, accountId } = caller;
  const role = await rolePoliciesOf(scope, session.roleArn);
  return answered("GetCallerIdentity", {
    UserId: `${role?.roleId}:${session.sessionName}`,
    Account: accountId,
    Arn: arn,
  });
}

function required(form: URLSearchParams, field: string): string {
  const value = form.get(field);
  if (value !== null && value !== "") return value;
  throw new AwsError("ValidationError", `1 validation error detected: Value at '${field}' must not be null`);
}

interface Elements {
  readonly [name: string]: string | Elements;
}

function answered(operation: string, result: Elements): Answer {
  const content = { [`${operation}Result`]: result, ResponseMetadata: { RequestId: "local-aws" } };
  return xmlAnswer(
    `<${operation}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/">${xmlOf(content)}</${operation}Response>`,
  );
}

function xmlOf(elements: Elements): string {
  return Object.entries(elements)
    .map(([name, content]) => {
      const inner = typeof content === "string" ? escapeXml(content) : xmlOf(content);
      return `<${name}>${inner}</${name}>`;
    })
    .join("");
}
