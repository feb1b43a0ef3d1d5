import { accessKeyVariable } from "./errors";
import { leaves } from "./leaves";
import { type FindingAtPath, propertyPath } from "./location";
import { hidden } from "./secret";

const names = /^AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|SECURITY_TOKEN)$/i;

/** Finds the variables of builds that hold an access key, which no form of its value would give away. */
export function accessKeyVariables(value: unknown, root: string): readonly FindingAtPath[] {
  return leaves(value)
    .filter(({ isKey, path }) => isKey && path.at(-2) === "environmentVariables")
    .filter(({ leaf }) => names.test(String(leaf)))
    .map(({ path }) => ({ ...accessKeyVariable(propertyPath(root, path), hidden), path }));
}
