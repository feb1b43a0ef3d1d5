import { logicalIdWord } from "../../logical-ids/fitting-logical-id";

/**
 * What names and logical IDs of a source's trigger start with: nothing for the action "Source", else the action's name, so
 * that several sources of one pipeline keep apart.
 */
export function namePrefix(actionName: string): string {
  return actionName === "Source" ? "" : `${actionName.toLowerCase()}-`;
}

/** The same for a logical ID, which takes letters, digits and _ only. */
export function logicalIdPrefix(actionName: string): string {
  return logicalIdWord(namePrefix(actionName));
}
