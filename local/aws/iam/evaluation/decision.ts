import { hasNoAccount, type Principal } from "./principal";
import {
  type PermissionRequest,
  type Policy,
  type StatementMatch,
  statementsAbout,
  type UndecidedStatement,
} from "./statement-match";

/** The policies that have a say in a request. */
export interface ApplicablePolicies {
  /** Those of the role or user that asks. */
  readonly identity: readonly Policy[];
  readonly boundary?: Policy | undefined;
  /** Those that the session was opened with; none is no limit. */
  readonly session?: readonly Policy[];
  readonly resource?: Policy | undefined;
  /** The account of the resource. */
  readonly resourceAccountId: string;
  /** Whether the resource's own policy must let in whoever asks: so it is for keys and for roles. */
  readonly resourceMustAllow?: boolean;
  /** What AWS's errors call the resource's policy. */
  readonly resourcePolicyType?: "resource-based policy" | "role trust policy";
}

/** What kind of policy a statement stands in, as AWS's errors say it. */
export type PolicyType =
  | "identity-based policy"
  | "permissions boundary"
  | "session policy"
  | "resource-based policy"
  | "role trust policy";

/** A statement that decided, and in which kind of policy it stands. */
export type DecidingStatement = StatementMatch & { readonly policyType: PolicyType };

/** What the policies say of a request, and which statements say so. */
export interface Decision {
  readonly allowed: boolean;
  /** The statements that allow it, or the one that denies it. */
  readonly statements: readonly DecidingStatement[];
  /** Why it is denied, in AWS's words. */
  readonly because?: string;
  /** Statements that could not be judged: they allow nothing, and deny. */
  readonly undecided: readonly UndecidedStatement[];
}

interface Layer {
  readonly type: PolicyType;
  readonly allows: readonly DecidingStatement[];
  readonly denies: readonly DecidingStatement[];
  readonly undecided: readonly UndecidedStatement[];
}

/** Decides as AWS does: an explicit deny wins, what nobody allows is denied, and what limits who asks limits it. */
export function decide(request: PermissionRequest, policies: ApplicablePolicies): Decision {
  const { boundary, session, resource, resourcePolicyType = "resource-based policy" } = policies;
  const identity = layer("identity-based policy", policies.identity, request);
  const limits = [
    ...(boundary === undefined ? [] : [layer("permissions boundary", [boundary], request)]),
    ...(session === undefined || session.length === 0 ? [] : [layer("session policy", session, request)]),
  ];
  const ofResource = layer(resourcePolicyType, resource === undefined ? [] : [resource], request, true);
  const layers = [identity, ...limits, ofResource];
  const undecided = layers.flatMap((each) => each.undecided);

  const denying = layers.find(hasDeny);
  if (denying !== undefined) {
    const because = `with an explicit deny in ${withArticle(denying.type)}`;
    return { allowed: false, statements: denying.denies.slice(0, 1), because, undecided };
  }
  const refusing = whoRefuses(identity, limits, ofResource, request.principal, policies);
  if (refusing !== undefined) {
    const because = `because no ${refusing.type} allows the ${request.action} action`;
    return { allowed: false, statements: [], because, undecided };
  }
  return { allowed: true, statements: [...identity.allows, ...ofResource.allows], undecided };
}

function layer(
  policyType: PolicyType,
  policies: readonly Policy[],
  request: PermissionRequest,
  byPrincipal = false,
): Layer {
  const about = policies.flatMap((policy) => statementsAbout(policy, request, byPrincipal));
  const matches = about.flatMap((each) => ("because" in each ? [] : [{ ...each, policyType }]));
  return {
    type: policyType,
    allows: matches.filter(({ effect }) => effect === "Allow"),
    denies: matches.filter(({ effect }) => effect === "Deny"),
    undecided: about.flatMap((each) => ("because" in each ? [each] : [])),
  };
}

// What can't be judged denies: the stricter thing.
function hasDeny({ denies, undecided }: Layer): boolean {
  return denies.length > 0 || undecided.some(({ effect }) => effect === "Deny");
}

/** The kind of policy that does not allow the request, or undefined when all that need to do. */
function whoRefuses(
  identity: Layer,
  limits: readonly Layer[],
  ofResource: Layer,
  principal: Principal,
  policies: ApplicablePolicies,
): Layer | undefined {
  const resourceNeeded =
    hasNoAccount(principal) ||
    policies.resourceMustAllow === true ||
    principal.accountId !== policies.resourceAccountId;
  if (resourceNeeded && ofResource.allows.length === 0) return ofResource;
  if (hasNoAccount(principal)) return undefined;

  const sameAccount = principal.accountId === policies.resourceAccountId;
  if (sameAccount && ofResource.allows.some(grantsDespiteLimits)) return undefined;
  const identityNeeded = !(sameAccount && ofResource.allows.some(grantsDirectly));
  if (identityNeeded && identity.allows.length === 0) return identity;
  return limits.find(({ allows }) => allows.length === 0);
}

// Such a grant is not held back by a boundary (IAM user guide, "AWS JSON policy elements: Principal").
function grantsDespiteLimits({ principal, namesPrincipalArn }: StatementMatch): boolean {
  return principal === "session" || principal === "user" || (principal === "everyone" && namesPrincipalArn);
}

// What the account gets, its own policies have yet to pass on.
function grantsDirectly({ principal }: StatementMatch): boolean {
  return principal !== "account";
}

function withArticle(type: PolicyType): string {
  if (type === "role trust policy") return "the role trust policy";
  return `${type.startsWith("i") ? "an" : "a"} ${type}`;
}
