import { ActionFailure } from "../../actions/action-provider";
import type { RuleContext } from "./rule-context";

// CodePipeline user guide: VariableCheck rule.
const OPERATORS: Readonly<Record<string, (variable: string, value: string) => boolean>> = {
  EQ: (variable, value) => variable === value,
  NE: (variable, value) => variable !== value,
  CONTAINS: (variable, value) => variable.includes(value),
  MATCHES: (variable, value) => new RegExp(`^(?:${value})$`, "su").test(variable),
};

/** Holds when the variable compares as it should. */
export function checkVariable({ rule }: RuleContext): string {
  const { Variable = "", Value = "", Operator = "" } = rule.configuration;
  const compare = OPERATORS[Operator];
  if (compare === undefined) {
    throw new ActionFailure("ConfigurationError", `The operator ${Operator} is not valid`);
  }
  if (compare(Variable, Value)) return `${Variable} ${Operator} ${Value}`;
  throw new ActionFailure("JobFailed", `The variable is ${Variable}, which is not ${Operator} ${Value}`);
}
