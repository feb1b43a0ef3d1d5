import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { accountOfArn } from "../modules/aws/arn";
import { defaultProvider } from "../modules/aws/regional-provider";
import { resolved } from "../modules/terraform/resolved";
import type { ProjectStack } from "../stacks/project-stack";
import { readable, readableArn } from "./readable";

/** Where a stack's resources stand, as far as its AWS provider says. */
export interface Place {
  readonly region: string;
  /** The accounts that an apply may work in; none where any will do. */
  readonly accountIds: readonly string[];
  /** The role that Terraform assumes there, as people read it. */
  readonly roleName?: string;
}

/** Whether all of a place is in this account. */
export const isIn = ({ accountIds }: Place, accountId: string): boolean =>
  accountIds.length === 1 && accountIds[0] === accountId;

const roleArns = ({ assumeRoleInput }: AwsProvider): readonly string[] =>
  Array.isArray(assumeRoleInput) ? assumeRoleInput.flatMap(({ roleArn }) => roleArn ?? []) : [];

/** Where a stack's resources stand. */
export function placeOf(stack: ProjectStack): Place {
  const provider = defaultProvider(stack);
  const region = readable(resolved(stack, stack.region));
  const accountIds = provider.allowedAccountIdsInput ?? [];
  // Of a chain of roles the last one works.
  const roleArn = resolved(stack, roleArns(provider)).at(-1);
  if (roleArn === undefined) return { region, accountIds };
  const accountId = accountOfArn(roleArn);
  const own = accountId === undefined ? accountIds : [accountId];
  return { region, accountIds: own, roleName: readableArn(roleArn, { region, accountIds: own }) };
}

/** The account of a place, in words. */
export function describeAccount({ accountIds, roleName }: Place): string {
  const account = accountIds.length > 0 ? accountIds.join(" or ") : "that of the credentials";
  return roleName === undefined ? account : `${account}, as ${roleName}`;
}
