import type { Principals, Statement } from "./policy-document";

/** Who asks: a role's session, a user, an AWS service by itself, or whoever has a token of an identity provider. */
export type Principal =
  | {
      readonly kind: "role";
      readonly accountId: string;
      readonly roleArn: string;
      readonly sessionArn: string;
    }
  | { readonly kind: "user"; readonly accountId: string; readonly userArn: string }
  | { readonly kind: "service"; readonly name: string }
  | { readonly kind: "federated"; readonly provider: string };

/** As what a statement names the one who asks; what is granted to an account, the account has yet to pass on. */
export type NamedAs = "session" | "role" | "user" | "account" | "everyone" | "service" | "federated";

/** As what a resource's policy names who asks, or undefined when it does not. */
export function namedAs(statement: Statement, principal: Principal): NamedAs | undefined {
  const { Effect, Principal: named, NotPrincipal: exempt } = statement;
  if (named !== undefined) return namesIn(named, principal)[0];
  if (exempt === undefined) return undefined;
  return isExempt(Effect, namesIn(exempt, principal), principal) ? undefined : "everyone";
}

function isExempt(effect: "Allow" | "Deny", names: readonly NamedAs[], principal: Principal): boolean {
  if (effect === "Allow" || hasNoAccount(principal) || names.includes("everyone")) return names.length > 0;
  // AWS may ask for the account first and the role or user next: one that is not named is denied, and all in it.
  return (names.includes("role") || names.includes("user")) && names.includes("account");
}

// The closest name first.
function namesIn(principals: Principals, principal: Principal): readonly NamedAs[] {
  if (principals === "*") return ["everyone"];
  const { AWS = [], Service = [], Federated = [] } = principals;
  const everyone = AWS.includes("*") ? (["everyone"] as const) : [];
  if (principal.kind === "service") {
    return [...(Service.includes(principal.name) ? (["service"] as const) : []), ...everyone];
  }
  if (principal.kind === "federated") {
    return [...(Federated.includes(principal.provider) ? (["federated"] as const) : []), ...everyone];
  }
  const { accountId } = principal;
  const account = [accountId, `arn:aws:iam::${accountId}:root`];
  return [
    ...ownNamesIn(AWS, principal),
    ...everyone,
    ...(AWS.some((name) => account.includes(name)) ? (["account"] as const) : []),
  ];
}

function ownNamesIn(AWS: readonly string[], principal: WithAccount): readonly NamedAs[] {
  if (principal.kind === "user") return AWS.includes(principal.userArn) ? ["user"] : [];
  const { sessionArn, roleArn } = principal;
  return [
    ...(AWS.includes(sessionArn) ? (["session"] as const) : []),
    ...(AWS.includes(roleArn) ? (["role"] as const) : []),
  ];
}

type WithAccount = Extract<Principal, { readonly accountId: string }>;

/** Whether it is of no account, and so has no policies of its own. */
export function hasNoAccount(principal: Principal): principal is Exclude<Principal, WithAccount> {
  return principal.kind === "service" || principal.kind === "federated";
}
