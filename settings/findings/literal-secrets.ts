import type { Finding } from "../../modules/findings/finding";
import { literalSecret } from "./errors";
import { propertyPath } from "./location";
import { hidden, holdsSecret } from "./secret";

type Path = readonly PropertyKey[];

function texts(value: unknown, path: Path, above: readonly object[]): readonly (readonly [Path, string])[] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value !== "object" || value === null || above.includes(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    texts(inner, [...path, Array.isArray(value) ? Number(key) : key], [...above, value]),
  );
}

/** Finds tokens and access keys that somebody wrote into `value`, which settings export as `root`. */
export function literalSecrets(value: unknown, root: string): readonly Finding[] {
  return texts(value, [], [])
    .filter(([, text]) => holdsSecret(text))
    .map(([path]) => literalSecret(propertyPath(root, path), hidden));
}
