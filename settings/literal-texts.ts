import { literal } from "../modules/terraform/literal";
import { isReference } from "../modules/terraform/reference";

const token = /(\$\{TfToken\[[^\]]*\]\})/;

const literalText = (text: string): string =>
  text
    .split(token)
    .map((part) => (isReference(part) ? part : literal(part)))
    .join("");

/** Settings whose texts and keys Terraform passes on as they are written; only what `reference` made is interpreted. */
export function literalTexts<T>(settings: T): T {
  return literalIn(settings) as T;
}

function literalIn(value: unknown): unknown {
  if (typeof value === "string") return literalText(value);
  if (Array.isArray(value)) return value.map(literalIn);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [literalText(key), literalIn(item)]));
}
