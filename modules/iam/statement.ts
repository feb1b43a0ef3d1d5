import type { IConstruct } from "constructs";
import { defined } from "../terraform/defined";
import { resolved } from "../terraform/resolved";

/** A condition of a policy statement, as in `StringEquals iam:PassedToService [ecs-tasks.amazonaws.com]`. */
export interface Condition {
  /** The condition operator, such as `StringEquals`. */
  readonly test: string;
  /** The condition key, such as `iam:PassedToService`. */
  readonly variable: string;
  /** What the key is compared with; one that matches is enough. */
  readonly values: readonly string[];
}

/** Who a statement of a resource policy is about. */
export interface Principal {
  /** What `identifiers` name: `AWS` accounts and roles, a `Service`, or who is `Federated`; `*` for everybody. */
  readonly type: string;
  /** ARNs of accounts and roles, names of services, or `*`. */
  readonly identifiers: readonly string[];
}

export const effects = ["Allow", "Deny"] as const;

export type Effect = (typeof effects)[number];

/** One statement of an IAM policy. */
export interface Statement {
  /** The API calls that the statement is about, such as `s3:GetObject`. */
  readonly actions: readonly string[];
  /** ARNs of what may be acted on. Left out only in trust policies. @default none */
  readonly resources?: readonly string[];
  /** `Allow` lets the actions happen; `Deny` forbids them, whatever else allows them. @default "Allow" */
  readonly effect?: Effect;
  /** When the statement holds: all of them must be met. @default none: always */
  readonly conditions?: readonly Condition[];
  /** Whom the statement is about, in the policy of a resource. @default none */
  readonly principals?: readonly Principal[];
  /** Name of the statement, unique in its policy. @default none */
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
