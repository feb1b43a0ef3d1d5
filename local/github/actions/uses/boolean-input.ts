import { ActionFailure } from "./action";

/** A flag as GitHub's toolkit reads it: true, True, TRUE, and the same of false. */
export function booleanInput(
  inputs: Readonly<Record<string, string>>,
  name: string,
  byDefault = false,
): boolean {
  const value = inputs[name] ?? "";
  if (value === "") return byDefault;
  if (["true", "True", "TRUE"].includes(value)) return true;
  if (["false", "False", "FALSE"].includes(value)) return false;
  throw new ActionFailure(`Input does not meet YAML 1.2 "Core Schema" specification: ${name}`);
}
