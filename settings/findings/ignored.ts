import type { Finding } from "../../modules/findings/finding";
import { ignoredSetting } from "./errors";
import { propertyPath } from "./location";
import { printable } from "./printable";
import { isWritten, valueAt } from "./value-at";

// What only a trigger reads: the rule's revision, the names of the webhook pair.
const ofTriggers = ["webhook", "revision"];

/** Finds the settings of an entry that nothing reads because of another one. */
export function ignoredSettings(entry: unknown, root: string): readonly Finding[] {
  if (valueAt(entry, ["source", "trigger"]) !== "none") return [];
  return ofTriggers
    .map((key) => ["source", key])
    .filter((path) => isWritten(entry, path))
    .map((path) =>
      ignoredSetting(
        propertyPath(root, path),
        printable(valueAt(entry, path), path),
        'beside trigger: "none"',
      ),
    );
}
