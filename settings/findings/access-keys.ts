import { accessKeyVariable } from "./errors";
import { leaves } from "./leaves";
import { type FindingAtPath, propertyPath } from "./location";
import { hidden } from "./secret";

const names = /^AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|SECURITY_TOKEN)$/i;

/** Finds the variables of builds that hold an access key, whose form gives nothing away; a secret's name may stand there. */
export function accessKeyVariables(value: unknown, root: string): readonly FindingAtPath[] {
  return leaves(value)
    .filter(
      ({ leaf, isKey, path }) => !isKey && typeof leaf === "string" && path.at(-2) === "environmentVariables",
    )
    .filter(({ path }) => names.test(String(path.at(-1))))
    .map(({ path }) => ({ ...accessKeyVariable(propertyPath(root, path), hidden), path }));
}
