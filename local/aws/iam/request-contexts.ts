import { parseArn } from "../arn";
import type { Scope } from "../gateway/scope";
import { type Identity, principalArnOf } from "./caller";
import type { ContextValues } from "./evaluation/request-context";
import type { PrincipalPolicies } from "./policies/principal-policies";
import { conditionKeysOf } from "./requests/index";
import type { Permission } from "./requests/permission";
import type { ServiceContext } from "./role";

// Keys that AWS does not send with a request, unless they have a value here: a session is that of a role which a
// service, another role or a token has opened, and users sign with keys that last (IAM user guide, "AWS global condition context keys"). Accounts here are in no organization.
const ABSENT = [
  "aws:username",
  "aws:SourceArn",
  "aws:SourceAccount",
  "aws:SourceOrgID",
  "aws:SourceOrgPaths",
  "aws:SourceOwner",
  "aws:SourceIdentity",
  "aws:PrincipalOrgID",
  "aws:PrincipalOrgPaths",
  "aws:ResourceOrgID",
  "aws:ResourceOrgPaths",
  "aws:PrincipalServiceName",
  "aws:PrincipalServiceNamesList",
  "aws:FederatedProvider",
  "aws:MultiFactorAuthAge",
  "aws:SourceVpc",
  "aws:SourceVpcArn",
  "aws:SourceVpce",
  "aws:VpcSourceIp",
  "aws:Ec2InstanceSourceVpc",
  "aws:Ec2InstanceSourcePrivateIPv4",
  "aws:CalledVia",
  "aws:CalledViaFirst",
  "aws:CalledViaLast",
  "aws:referer",
  "aws:PrincipalTag/*",
];

type ContextParts = readonly [values: ContextValues, knownKeys: readonly string[]];

/** The condition keys of what a role or a user asks for, and which keys AWS is known to leave out. */
export function identityContext(
  scope: Scope,
  identity: Identity,
  own: PrincipalPolicies | undefined,
  permission: Permission,
): ContextParts {
  const tags = Object.entries({ ...own?.tags, ...(identity.kind === "role" ? identity.tags : {}) });
  const values: ContextValues = {
    ...everyRequest(scope),
    ...whoAsks(identity, own?.uniqueId ?? ""),
    "aws:PrincipalArn": principalArnOf(identity),
    "aws:PrincipalAccount": identity.accountId,
    "aws:PrincipalIsAWSService": "false",
    "aws:ViaAWSService": String(permission.context?.["kms:ViaService"] !== undefined),
    "aws:ResourceAccount": resourceAccountOf(permission, identity.accountId),
    ...Object.fromEntries(tags.map(([key, value]) => [`aws:PrincipalTag/${key}`, value])),
    ...permission.context,
  };
  return [values, [...ABSENT, ...knownKeysFor(permission)]];
}

// Whether somebody has shown a second factor is told of temporary credentials only.
function whoAsks(identity: Identity, uniqueId: string): ContextValues {
  if (identity.kind === "user") {
    return {
      "aws:PrincipalType": "User",
      "aws:userid": uniqueId,
      "aws:username": identity.userName,
      "aws:TokenIssueTime": undefined,
      "aws:MultiFactorAuthPresent": undefined,
    };
  }
  return {
    "aws:PrincipalType": "AssumedRole",
    "aws:userid": `${uniqueId}:${identity.sessionName}`,
    "aws:FederatedProvider": identity.federatedProvider,
    "aws:TokenIssueTime": new Date(identity.issuedAt).toISOString(),
    "aws:MultiFactorAuthPresent": "false",
  };
}

/** The condition keys of what a service asks for by itself, on behalf of a resource. */
export function serviceContext(
  scope: Scope,
  service: string,
  { sourceArn, sourceAccount }: ServiceContext = {},
): ContextParts {
  const values: ContextValues = {
    ...everyRequest(scope),
    "aws:PrincipalIsAWSService": "true",
    "aws:PrincipalServiceName": service,
    "aws:PrincipalServiceNamesList": [service],
    // One that nobody told us is not known to be absent.
    ...(sourceArn === undefined ? {} : { "aws:SourceArn": sourceArn }),
    ...(sourceAccount === undefined ? {} : { "aws:SourceAccount": sourceAccount }),
  };
  const absent = ABSENT.filter((key) => !["aws:SourceArn", "aws:SourceAccount"].includes(key));
  return [values, [...absent, ...conditionKeysOf("sts"), "aws:PrincipalArn", "aws:PrincipalAccount"]];
}

// The claims of an issuer that trust policies may look at: those of any issuer, and those that AWS documents for
// GitHub (IAM user guide, "IAM and AWS STS condition context keys").
const CLAIMS = [
  ...["sub", "amr", "email"],
  ...["actor", "actor_id", "enterprise_id", "environment", "job_workflow_ref"],
  ...["ref", "repository", "repository_id", "workflow"],
];

/** The condition keys of an issuer's token that is to open a session of a role. */
export function webIdentityContext(
  scope: Scope,
  provider: { readonly arn: string; readonly name: string },
  token: Readonly<Record<string, unknown>> & {
    readonly aud: readonly string[];
    readonly azp?: string | undefined;
  },
  roleSessionName: string,
): ContextParts {
  const claims = CLAIMS.map((claim) => [`${provider.name}:${claim}`, claimText(token[claim])]);
  const values: ContextValues = {
    ...everyRequest(scope),
    ...Object.fromEntries(claims),
    // As AWS does: a token that names who it was given to is meant for that one.
    [`${provider.name}:aud`]: token.azp ?? token.aud,
    [`${provider.name}:oaud`]: token.azp === undefined ? undefined : token.aud,
    "aws:FederatedProvider": provider.arn,
    "sts:RoleSessionName": roleSessionName,
  };
  return [values, [...ABSENT, ...conditionKeysOf("sts"), "aws:PrincipalArn", "aws:PrincipalAccount"]];
}

function claimText(claim: unknown): string | string[] | undefined {
  if (claim === undefined) return undefined;
  return Array.isArray(claim) ? claim.map(String) : String(claim);
}

/** The account that owns the resource of a permission. */
export function resourceAccountOf({ accountId, resource }: Permission, callerAccountId: string): string {
  return accountId ?? (parseArn(resource)?.accountId || callerAccountId);
}

function everyRequest(scope: Scope): ContextValues {
  const now = scope.clock.now();
  return {
    "aws:RequestedRegion": scope.region,
    // The local endpoint stands for one that speaks TLS.
    "aws:SecureTransport": "true",
    "aws:CurrentTime": new Date(now).toISOString(),
    "aws:EpochTime": String(Math.floor(now / 1000)),
  };
}

function knownKeysFor({ action, context = {} }: Permission): readonly string[] {
  const tags = "aws:TagKeys" in context ? ["aws:RequestTag/*"] : [];
  return [...conditionKeysOf(action.split(":")[0] ?? ""), ...tags];
}
