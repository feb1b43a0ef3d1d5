import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
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

const accountOfArn = /^arn:[^:]*:iam::(\d{12}):/;

const isDefault = (child: unknown): child is AwsProvider =>
  child instanceof AwsProvider && child.alias === undefined;

const roleArns = ({ assumeRoleInput }: AwsProvider): readonly string[] =>
  Array.isArray(assumeRoleInput) ? assumeRoleInput.flatMap(({ roleArn }) => roleArn ?? []) : [];

/** Where a stack's resources stand. */
export function placeOf(stack: ProjectStack): Place {
  const provider = stack.node.children.find(isDefault);
  const region = readable(resolved(stack, stack.region));
  const accountIds = provider?.allowedAccountIdsInput ?? [];
  // Of a chain of roles the last one works.
  const roleArn = resolved(stack, provider ? roleArns(provider) : []).at(-1);
  if (roleArn === undefined) return { region, accountIds };
  const accountId = accountOfArn.exec(roleArn)?.[1];
  const own = accountId === undefined ? accountIds : [accountId];
  return { region, accountIds: own, roleName: readableArn(roleArn, { region, accountIds: own }) };
}

/** The account of a place, in words. */
export function describeAccount({ accountIds, roleName }: Place): string {
  const account = accountIds.length > 0 ? accountIds.join(" or ") : "that of the credentials";
  return roleName === undefined ? account : `${account}, as ${roleName}`;
}
