import { literalSecret } from "./errors";
import { leaves } from "./leaves";
import { type FindingAtPath, propertyPath } from "./location";
import { hidden, holdsSecret } from "./secret";

/** Finds tokens and access keys that somebody wrote into `value`, which settings export as `root`. */
export function literalSecrets(value: unknown, root: string): readonly FindingAtPath[] {
  const found = leaves(value)
    .filter(({ leaf }) => typeof leaf === "string" && holdsSecret(leaf))
    .map(({ path }) => ({ ...literalSecret(propertyPath(root, path), hidden), path }));
  const properties = found.map(({ property }) => property);
  return found.filter(({ property }, index) => properties.indexOf(property) === index);
}
