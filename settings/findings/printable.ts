import { hidden, namesSecret, withoutSecrets } from "./secret";

type Path = readonly PropertyKey[];

function printableObject(value: object, path: Path, above: readonly object[]): unknown {
  if (above.includes(value)) return "(itself)";
  const within = [...above, value];
  if (Array.isArray(value))
    return value.map((item, index) => printableWithin(item, [...path, index], within));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      withoutSecrets(key),
      printableWithin(item, [...path, key], within),
    ]),
  );
}

function printableWithin(value: unknown, path: Path, above: readonly object[]): unknown {
  if (value === undefined || value === null) return value;
  if (typeof value === "object") return printableObject(value, path, above);
  if (typeof value === "function") return "(a function)";
  if (path.some(namesSecret)) return hidden;
  if (typeof value === "string") return withoutSecrets(value);
  return typeof value === "boolean" || Number.isFinite(value) ? value : String(value);
}

/** What a report may show of a value in the settings: no secret, and nothing that JSON cannot write. */
export function printable(value: unknown, path: Path): unknown {
  return printableWithin(value, path, []);
}
