import { type ExpressionData, type GithubPackages, githubPackages } from "../github-packages";
import { NotPlayed } from "../workflow/refusals";
import { Expression, type Scalar, type Scalars } from "../workflow/workflow";
import { expressionData } from "./expression-data";

/** How a job stands, which conditions ask for. */
export type Status = "success" | "failure" | "cancelled" | "skipped";

/** What an expression can name. */
export interface Scope {
  readonly contexts: Readonly<Record<string, unknown>>;
  readonly status: Status;
}

type Evaluator = InstanceType<GithubPackages["expressions"]["Evaluator"]>;
type FunctionDefinition =
  NonNullable<ConstructorParameters<GithubPackages["expressions"]["Evaluator"]>[2]> extends ReadonlyMap<
    string,
    infer Definition
  >
    ? Definition
    : never;

/** Whether a condition holds. */
export function isTrue(condition: string, scope: Scope): boolean {
  return githubPackages().truthy(evaluated(condition, scope));
}

/** The text that a value of the file comes to. */
export function textOf(value: Scalar | undefined, scope: Scope): string {
  if (value instanceof Expression) return evaluated(value.text, scope).coerceString();
  return value === undefined || value === null ? "" : String(value);
}

/** The texts that the values of a mapping come to. */
export function textsOf(values: Scalars, scope: Scope): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, textOf(value, scope)]));
}

/** What a flag of the file comes to. */
export function flagOf(value: boolean | Expression, scope: Scope): boolean {
  return value instanceof Expression ? isTrue(value.text, scope) : value;
}

function evaluated(text: string, { contexts, status }: Scope): ExpressionData {
  const { Lexer, Parser, Evaluator, data } = githubPackages().expressions;
  const functions = statusFunctions(status);
  const tree = new Parser(new Lexer(text).lex().tokens, Object.keys(contexts), functions).parse();
  const named = Object.entries(contexts).map(([key, value]) => ({ key, value: expressionData(value) }));
  const byName = new Map(functions.map((definition) => [definition.name.toLowerCase(), definition]));
  const evaluator: Evaluator = new Evaluator(tree, new data.Dictionary(...named), byName);
  return evaluator.evaluate();
}

function statusFunctions(status: Status): FunctionDefinition[] {
  const { BooleanData } = githubPackages().expressions.data;
  const answer = (name: string, is: boolean): FunctionDefinition => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new BooleanData(is),
  });
  return [
    answer("always", true),
    answer("success", status === "success"),
    answer("failure", status === "failure"),
    answer("cancelled", status === "cancelled"),
    {
      name: "hashFiles",
      minArgs: 1,
      maxArgs: 255,
      call: () => {
        throw new NotPlayed("hashFiles()", "expressions/evaluate.ts");
      },
    },
  ];
}
