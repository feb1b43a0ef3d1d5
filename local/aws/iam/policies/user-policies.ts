import type { AwsClient } from "../../client/aws-client";
import { elements, elementText } from "../../client/xml";
import type { Scope } from "../../gateway/scope";
import { KnownPrincipals } from "./known-principals";
import { managedPolicy } from "./managed-policy";
import { ownPolicies, ownTags, shown } from "./own-policies";
import type { PrincipalPolicies } from "./principal-policies";
import { userBoundariesIn } from "./user-boundaries";

const users = new KnownPrincipals("user", ask);

/** A user with its policies, those of its groups among them, or undefined when it does not exist. */
export async function userPoliciesOf(scope: Scope, userArn: string): Promise<PrincipalPolicies | undefined> {
  return users.of(scope, userArn);
}

/** Forgets what an account's users may do. */
export function forgetUserPolicies(scope: Scope): void {
  users.forget(scope);
}

async function ask(
  scope: Scope,
  iam: AwsClient,
  arn: string,
  name: string,
): Promise<PrincipalPolicies | undefined> {
  const user = await shown(iam, "User", name);
  if (user === undefined || elementText(user, "Arn") !== arn) return undefined;
  const groups = elements(await iam.query("iam", "ListGroupsForUser", { UserName: name }), "GroupName");
  const ofGroups = await Promise.all(groups.map((group) => ownPolicies(iam, "Group", group)));
  const boundary = userBoundariesIn.of(scope).get(name);
  return {
    uniqueId: elementText(user, "UserId") ?? "",
    tags: await ownTags(iam, "User", name),
    identity: [...(await ownPolicies(iam, "User", name)), ...ofGroups.flat()],
    boundary: boundary === undefined ? undefined : await managedPolicy(iam, boundary),
  };
}
