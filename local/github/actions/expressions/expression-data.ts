import { type ExpressionData, githubPackages } from "../github-packages";
import { NotPlayed } from "../workflow/refusals";
import { Known } from "./known";

/** A value as the language of expressions has it. */
export function expressionData(value: unknown): ExpressionData {
  const { data } = githubPackages().expressions;
  if (value === null || value === undefined) return new data.Null();
  if (typeof value === "string") return new data.StringData(value);
  if (typeof value === "number") return new data.NumberData(value);
  if (typeof value === "boolean") return new data.BooleanData(value);
  if (Array.isArray(value)) return new data.Array(...value.map(expressionData));
  if (value instanceof Known) return knownData(value);
  if (typeof value === "object") return new data.Dictionary(...pairsOf(Object.entries(value)));
  throw new Error(`A context holds what no expression knows: ${typeof value}.`);
}

function pairsOf(entries: readonly (readonly [string, unknown])[]) {
  return entries.map(([key, value]) => ({ key, value: expressionData(value) }));
}

function knownData({ name, values }: Known): ExpressionData {
  const { Dictionary } = githubPackages().expressions.data;
  const entries = Object.entries(values).map(([key, value]) => {
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    const known = isObject && !(value instanceof Known);
    return [key, known ? new Known(`${name}.${key}`, { ...value }) : value] as const;
  });
  return new (class extends Dictionary {
    override get(key: string) {
      const found = super.get(key);
      if (found !== undefined) return found;
      throw new NotPlayed(`the context ${name}.${key}`, "expressions/contexts.ts");
    }
  })(...pairsOf(entries));
}
