import type { Role } from "../modules/iam/role";
import type { Condition, Effect, Statement } from "../modules/iam/statement";
import { resolved } from "../modules/terraform/resolved";
import { grouped } from "./grouped";
import type { Place } from "./place";
import { readable, readableArn, readableArns } from "./readable";

/** Who may assume a role: a service, or another role, account or provider of identities. */
export interface PrincipalOverview {
  readonly type: string;
  readonly name: string;
}

/** What statements of a role that differ in their resources only say, every part as a reviewer reads it. */
export interface StatementOverview {
  readonly effect: Effect;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: readonly string[];
}

/** A role: who may assume it and what it may do. */
export interface RoleOverview {
  readonly roleName: string;
  readonly assumedBy: readonly PrincipalOverview[];
  readonly trustConditions: readonly string[];
  readonly statements: readonly StatementOverview[];
  /** Policies that exist and are attached. */
  readonly managedPolicies: readonly string[];
  readonly permissionsBoundary: string | undefined;
}

function describeCondition({ test, variable, values }: Condition, place: Place): string {
  return `${variable} ${test} ${values.map((value) => readableArn(value, place)).join(", ")}`;
}

const conditionsOf = ({ conditions = [] }: Statement, place: Place) =>
  conditions.map((condition) => describeCondition(condition, place));

function statementOverviews(statements: readonly Statement[], place: Place): readonly StatementOverview[] {
  const all = statements.map((statement) => ({
    effect: statement.effect ?? "Allow",
    actions: statement.actions,
    resources: (statement.resources ?? []).flatMap((resource) => readableArns(resource, place)),
    conditions: conditionsOf(statement, place),
  }));
  const groups = grouped(all, ({ effect, actions, conditions }) =>
    JSON.stringify([effect, actions, conditions]),
  );
  return [...groups.values()].flatMap(([first, ...others]) =>
    first
      ? [{ ...first, resources: [...new Set([first, ...others].flatMap(({ resources }) => resources))] }]
      : [],
  );
}

/** What a role of a stack at a place is. */
export function roleOverview(role: Role, place: Place): RoleOverview {
  const { roleName, trust, statements, managedPolicyArns, permissionsBoundary } = resolved(role, {
    roleName: role.roleName,
    trust: role.trust,
    statements: role.statements,
    managedPolicyArns: role.managedPolicyArns,
    permissionsBoundary: role.permissionsBoundary,
  });
  return {
    roleName: readable(roleName),
    assumedBy: (trust.principals ?? []).flatMap(({ type, identifiers }) =>
      identifiers.map((identifier) => ({ type, name: readableArn(identifier, place) })),
    ),
    trustConditions: conditionsOf(trust, place),
    statements: statementOverviews(statements, place),
    managedPolicies: managedPolicyArns.map((arn) => readableArn(arn, place)),
    permissionsBoundary: permissionsBoundary && readableArn(permissionsBoundary, place),
  };
}
