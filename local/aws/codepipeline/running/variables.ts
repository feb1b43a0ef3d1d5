import { ActionFailure } from "../actions/action-provider";
import type { ExecutionRun } from "./execution-run";

const REFERENCE = /#\{([A-Za-z0-9@_-]+)\.([A-Za-z0-9@_-]+)\}/g;

/** Replaces every `#{namespace.variable}`; fails on one that has no value yet. */
export function resolveVariables(
  run: ExecutionRun,
  configuration: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(configuration).map(([key, text]) => [
      key,
      text.replace(REFERENCE, (reference, namespace: string, name: string) => {
        const value = variableValue(run, namespace, name);
        if (value !== undefined) return value;
        throw new ActionFailure(
          "ConfigurationError",
          `The variable ${reference} in the configuration ${key} could not be resolved`,
        );
      }),
    ]),
  );
}

function variableValue(run: ExecutionRun, namespace: string, name: string): string | undefined {
  const { execution, outputVariables } = run;
  if (namespace === "codepipeline") {
    return name === "PipelineExecutionId" ? execution.pipelineExecutionId : undefined;
  }
  if (namespace === "variables") {
    return execution.variables.find((variable) => variable.name === name)?.resolvedValue;
  }
  return outputVariables.get(namespace)?.[name];
}
