import type { IConstruct } from "constructs";
import { defined } from "../terraform/defined";
import { resolved } from "../terraform/resolved";

/** A condition of a policy statement, as in `StringEquals iam:PassedToService [ecs-tasks.amazonaws.com]`. */
export interface Condition {
  readonly test: string;
  readonly variable: string;
  readonly values: readonly string[];
}

/** Who a statement of a resource policy is about. */
export interface Principal {
  readonly type: string;
  readonly identifiers: readonly string[];
}

export const effects = ["Allow", "Deny"] as const;

export type Effect = (typeof effects)[number];

/** One statement of an IAM policy. */
export interface Statement {
  readonly actions: readonly string[];
  /** ARNs. Left out only in trust policies. */
  readonly resources?: readonly string[];
  /** @default "Allow" */
  readonly effect?: Effect;
  /** @default none */
  readonly conditions?: readonly Condition[];
  /** @default none */
  readonly principals?: readonly Principal[];
  /** @default none */
  readonly sid?: string;
}

const sorted = (values: readonly string[]): string[] => [...new Set(values)].sort();

const inOrder = <T>(values: readonly T[], key: (value: T) => unknown = (value) => value): T[] =>
  [...values].sort((a, b) => (JSON.stringify(key(a)) < JSON.stringify(key(b)) ? -1 : 1));

/** What a statement says beside its actions, written in one way only. */
function shapeOf({ sid, effect = "Allow", principals, resources, conditions }: Statement) {
  return defined({
    sid,
    effect,
    principals:
      principals &&
      inOrder(principals.map(({ type, identifiers }) => ({ type, identifiers: sorted(identifiers) }))),
    resources: resources && sorted(resources),
    conditions:
      conditions &&
      inOrder(conditions.map(({ test, variable, values }) => ({ test, variable, values: sorted(values) }))),
  });
}

/**
 * Joins statements that differ in their actions only, and sorts what is left, so that a policy reads the same
 * whatever the order in which the actions of a pipeline asked for it. Tokens are compared by what they resolve to.
 */
export function mergeStatements(scope: IConstruct, statements: readonly Statement[]): readonly Statement[] {
  const merged = new Map<string, Statement>();
  for (const statement of resolved(scope, statements)) {
    const shape = shapeOf(statement);
    const key = JSON.stringify(shape);
    merged.set(key, {
      ...shape,
      actions: sorted([...(merged.get(key)?.actions ?? []), ...statement.actions]),
    });
  }
  return inOrder([...merged.values()], (statement) => [
    statement.actions,
    statement.resources,
    shapeOf(statement),
  ]);
}
