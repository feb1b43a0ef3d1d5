import { AwsError } from "../client/aws-error";
import { type ActionType, actionTypeOf, knownActionTypes } from "./action-types";
import type { ActionDeclaration } from "./pipeline-declaration";

/** Refuses an action that its type does not allow: unknown type, configuration or number of artifacts. */
export function checkAction(action: ActionDeclaration): void {
  if (action.actionTypeId.owner === "Custom") return;
  const type = actionTypeOf(action);
  if (type === undefined) throw unknownType(action);
  checkConfiguration(action, type);
  checkCount(action, "input", action.inputArtifacts.length, type.inputs);
  checkCount(action, "output", action.outputArtifacts.length, type.outputs);
}

function unknownType({ name, actionTypeId }: ActionDeclaration): AwsError {
  const { category, owner, provider, version } = actionTypeId;
  return invalid(
    `ActionType (Category: '${category}', Owner: '${owner}', Provider: '${provider}', Version: '${version}') in ` +
      `action '${name}' is not available. Known are ${knownActionTypes(category).join(", ")}, all of version 1; ` +
      "the local AWS lists them in codepipeline/action-types.ts",
  );
}

function checkConfiguration({ name, configuration }: ActionDeclaration, type: ActionType): void {
  const missing = type.required.find((key) => !configuration[key]);
  if (missing !== undefined) {
    throw invalid(`Action configuration for action '${name}' is missing required configuration '${missing}'`);
  }
  if (type.optional === undefined) return;
  const allowed = [...type.required, ...type.optional];
  const unknown = Object.keys(configuration).find((key) => !allowed.includes(key));
  if (unknown === undefined) return;
  throw invalid(
    `Action configuration for action '${name}' contains unknown configuration '${unknown}'. ` +
      `Allowed are ${allowed.join(", ") || "none"}`,
  );
}

function checkCount(
  { name, actionTypeId }: ActionDeclaration,
  kind: "input" | "output",
  count: number,
  [fewest, most]: readonly [number, number],
): void {
  if (count >= fewest && count <= most) return;
  throw invalid(
    `Action '${name}' has ${count} ${kind} artifacts; ${actionTypeId.provider} takes ` +
      `${fewest === most ? fewest : `${fewest} to ${most}`}`,
  );
}

function invalid(message: string): AwsError {
  return new AwsError("InvalidActionDeclarationException", message);
}
