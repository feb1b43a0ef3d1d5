import { parseArn } from "../arn";
import { AwsError } from "../client/aws-error";
import type { Answer } from "../gateway/answer";
import type { AwsRequest } from "../gateway/aws-request";
import type { Scope } from "../gateway/scope";
import { decide } from "../iam/evaluation/decision";
import { RequestContext } from "../iam/evaluation/request-context";
import { type RolePolicies, rolePoliciesOf } from "../iam/policies/role-policies";
import { webIdentityContext } from "../iam/request-contexts";
import { undecidedNote } from "../iam/undecided-note";
import { type IdentityProvider, identityProviderOf } from "./identity-provider";
import { credentialsOf, required, sessionPolicies, sessionSeconds } from "./session-request";
import { stsAnswer } from "./sts-answer";
import { checkWebIdentityToken, readWebIdentityToken, type WebIdentityClaims } from "./web-identity-token";

const OPERATION = "AssumeRoleWithWebIdentity";
const ACTION = `sts:${OPERATION}`;

/** Opens a session of a role for whoever has a token of an issuer that the role trusts. */
export async function assumeRoleWithWebIdentity(
  request: AwsRequest,
  { inAccount }: Pick<Scope, "inAccount">,
): Promise<Answer> {
  const form = new URLSearchParams(request.body.toString());
  const [roleArn, name] = [required(form, "RoleArn"), sessionName(form)];
  const scope = inAccount(accountOf(roleArn));
  const token = readWebIdentityToken(required(form, "WebIdentityToken"));
  const provider = await identityProviderOf(scope, token.claims.iss);
  await checkWebIdentityToken(token, scope.githubUrl);
  const audience = audienceOf(token.claims, provider);

  const role = await trustingRole(scope, roleArn, name, token.claims, provider);
  const seconds = sessionSeconds(form, role.maxSessionSeconds);
  const policies = await sessionPolicies(form, scope);
  const session = scope.sessions.open(roleArn, name, { policies, federatedProvider: provider.arn });
  return stsAnswer(OPERATION, {
    Credentials: credentialsOf(session, scope, seconds),
    SubjectFromWebIdentityToken: token.claims.sub,
    AssumedRoleUser: { AssumedRoleId: `${role.uniqueId}:${name}`, Arn: session.arn },
    Provider: provider.arn,
    Audience: audience,
  });
}

/** The account is that of the role: such a request carries no access key. */
function accountOf(roleArn: string): string {
  const arn = parseArn(roleArn);
  if (arn?.service === "iam" && /^\d{12}$/.test(arn.accountId)) return arn.accountId;
  throw new AwsError("ValidationError", "Request ARN is invalid");
}

function sessionName(form: URLSearchParams): string {
  const name = required(form, "RoleSessionName");
  if (/^[\w+=,.@-]{2,64}$/.test(name)) return name;
  throw new AwsError(
    "ValidationError",
    `1 validation error detected: Value '${name}' at 'roleSessionName' failed to satisfy constraint: ` +
      "Member must satisfy regular expression pattern: [\\w+=,.@-]*",
  );
}

function audienceOf({ aud, azp }: WebIdentityClaims, { audiences }: IdentityProvider): string {
  const audience = (azp === undefined ? aud : [azp]).find((each) => audiences.includes(each));
  if (audience !== undefined) return audience;
  throw new AwsError("InvalidIdentityToken", "Incorrect token audience");
}

// AWS does not tell a stranger whether the role is missing or does not trust it.
async function trustingRole(
  scope: Scope,
  roleArn: string,
  roleSessionName: string,
  claims: WebIdentityClaims,
  provider: IdentityProvider,
): Promise<RolePolicies> {
  const role = await rolePoliciesOf(scope, roleArn);
  if (role === undefined) throw notAuthorized();
  const context = webIdentityContext(scope, provider, claims, roleSessionName);
  const decision = decide(
    {
      action: ACTION,
      resource: roleArn,
      principal: { kind: "federated", provider: provider.arn },
      context: new RequestContext(...context, "sts"),
    },
    { identity: [], resource: role.trust, resourceAccountId: scope.accountId },
  );
  if (decision.allowed) return role;
  throw notAuthorized(undecidedNote(decision));
}

function notAuthorized(note = ""): AwsError {
  return new AwsError("AccessDenied", `Not authorized to perform ${ACTION}${note}`, 403);
}
