import { nameRules } from "../aws/name-rules";
import type { Finding } from "../findings/finding";
import { duplicates, invalidName, outOfRange, tooMany } from "../findings/value-errors";

/** A variable of a V2 pipeline, given when an execution starts (CodePipeline API: PipelineVariableDeclaration). */
export interface PipelineVariable {
  /** What actions name the variable by, 1 to 128 characters. */
  readonly name: string;
  /** The value where an execution gives none, 1 to 1000 characters. @default the execution must give a value */
  readonly defaultValue?: string;
  /** What the variable is for, at most 200 characters. @default none */
  readonly description?: string;
}

const source = "CodePipeline API: PipelineVariableDeclaration";

export function variableFindings(variables: readonly PipelineVariable[]): readonly Finding[] {
  return [
    ...tooMany("variables", variables, 50, "CodePipeline: Quotas"),
    ...duplicates(
      "variables",
      variables.map(({ name }) => name),
      "name a variable",
    ),
    ...variables.flatMap(({ name, defaultValue, description }, index) => [
      ...invalidName(`variables[${index}].name`, name, nameRules.variable),
      ...outOfRange(`variables[${index}].defaultValue length`, defaultValue?.length, {
        min: 1,
        max: 1000,
        unit: "characters",
        source,
      }),
      ...outOfRange(`variables[${index}].description length`, description?.length, {
        min: 0,
        max: 200,
        unit: "characters",
        source,
      }),
    ]),
  ];
}
