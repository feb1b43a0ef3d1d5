import type { IConstruct } from "constructs";
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

/** One statement of an IAM policy. */
export interface Statement {
  readonly actions: readonly string[];
  /** ARNs. Left out only in trust policies. */
  readonly resources?: readonly string[];
  /** @default "Allow" */
  readonly effect?: "Allow" | "Deny";
  /** @default none */
  readonly conditions?: readonly Condition[];
  /** @default none */
  readonly principals?: readonly Principal[];
  /** @default none */
  readonly sid?: string;
}

const sorted = (values: readonly string[]): string[] => [...new Set(values)].sort();

/**
 * Joins statements that differ in their actions only, and sorts what is left, so that a policy reads the same
 * whatever the order in which the actions of a pipeline asked for it. Tokens are compared by what they resolve to.
 */
export function mergeStatements(scope: IConstruct, statements: readonly Statement[]): readonly Statement[] {
  const merged = new Map<string, Statement>();
  for (const statement of statements) {
    const { actions, ...rest } = resolved(scope, statement);
    const shape = { ...rest, ...(rest.resources ? { resources: sorted(rest.resources) } : {}) };
    const key = JSON.stringify(shape);
    merged.set(key, { ...shape, actions: sorted([...(merged.get(key)?.actions ?? []), ...actions]) });
  }
  const order = (statement: Statement): string => JSON.stringify([statement.actions, statement.resources]);
  return [...merged.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1));
}
