import { CONDITION_OPERATORS, type ConditionOperator } from "./condition-operators";
import { variablesWithoutValue } from "./pattern";
import type { Statement } from "./policy-document";
import type { RequestContext } from "./request-context";
import { all, any, not, type Truth, undecidedBecause } from "./truth";

interface Condition {
  readonly key: string;
  /** What the policy wants: one of these, or none of these where the operator is negated. */
  readonly wanted: readonly string[];
  readonly context: RequestContext;
  readonly variables: RequestContext | undefined;
}

/** Whether a request meets every condition of a statement. */
export function meetsConditions(
  conditions: Statement["Condition"],
  context: RequestContext,
  hasVariables: boolean,
): Truth {
  const variables = hasVariables ? context : undefined;
  return all(
    Object.entries(conditions).flatMap(([name, keys]) =>
      Object.entries(keys).map(([key, wanted]) => meets(name, { key, wanted, context, variables })),
    ),
  );
}

function meets(name: string, condition: Condition): Truth {
  const [, quantifier, baseName = "", ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(.+?)(IfExists)?$/.exec(name) ?? [];
  const given = condition.context.lookUp(condition.key);
  if (given === "unknown") {
    return undecidedBecause(`the local AWS does not know what AWS sends as ${condition.key}`);
  }
  const values = given === "absent" ? [] : given;
  if (name === "Null") return any(condition.wanted.map((wanted) => isNull(wanted, values)));
  const operator = CONDITION_OPERATORS[baseName];
  if (operator === undefined)
    return undecidedBecause(`the local AWS does not know the condition operator ${name}`);
  if (values.length === 0) return withoutValue(quantifier, ifExists !== undefined, operator);
  // What matches nothing would make a negated operator true.
  const missing = operator.negated ? variablesIn(condition) : undefined;
  if (missing !== undefined) return undecidedBecause(`the variable ${missing} has no value in this request`);
  const passes = values.map((value) => passesOf(operator, condition, value));
  if (quantifier === "ForAllValues") return all(passes);
  if (quantifier === "ForAnyValue") return any(passes);
  if (values.length > 1) {
    return undecidedBecause(
      `${condition.key} has several values, which ${name} compares only with ForAllValues or ForAnyValue`,
    );
  }
  return all(passes);
}

function isNull(wanted: string, values: readonly string[]): Truth {
  if (!/^(true|false)$/i.test(wanted)) return undecidedBecause(`Null takes true or false, not ${wanted}`);
  return (values.length === 0) === (wanted.toLowerCase() === "true");
}

function withoutValue(
  quantifier: string | undefined,
  ifExists: boolean,
  { negated }: ConditionOperator,
): Truth {
  if (ifExists || quantifier === "ForAllValues") return true;
  return quantifier === "ForAnyValue" ? false : negated;
}

function passesOf(operator: ConditionOperator, { wanted, variables }: Condition, value: string): Truth {
  const matches = any(wanted.map((each) => operator.compare(each, value, variables)));
  return operator.negated ? not(matches) : matches;
}

function variablesIn({ wanted, variables, context }: Condition): string | undefined {
  if (variables === undefined) return undefined;
  return wanted.flatMap((each) => variablesWithoutValue(each, context))[0];
}
