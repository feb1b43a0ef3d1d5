import { isRecord } from "../task-definition/is-record";
import { readBlockYaml } from "./block-yaml";

/** An AppSpec file as data: JSON, or YAML as AWS's pages write it; undefined where it is more than that. */
export function readAppSpec(text: string): unknown {
  if (!text.trimStart().startsWith("{")) return readBlockYaml(text);
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    // YAML in braces, which is not JSON.
    return undefined;
  }
}
