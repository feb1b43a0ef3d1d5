import { Token } from "cdktf";
import { isReference } from "../../modules/terraform/reference";
import { foreignToken } from "./errors";
import { leaves } from "./leaves";
import { type FindingAtPath, propertyPath } from "./location";

const stringTokens = /\$\{TfToken\[[^\]]*\]\}/g;
const numbers = /-\d[\d.]*e\+\d+/gi;

function holdsForeignToken(value: unknown): boolean {
  if (typeof value === "number") return Token.isUnresolved(value);
  if (typeof value !== "string") return false;
  const rest = value.replaceAll(stringTokens, (token) => (isReference(token) ? "" : token));
  return (
    rest.includes("TfToken[") || (rest.match(numbers) ?? []).some((text) => Token.isUnresolved(Number(text)))
  );
}

/** Finds what CDKTF would take for one of its tokens and was not made by `reference`. */
export function foreignTokens(value: unknown, root: string): readonly FindingAtPath[] {
  return leaves(value)
    .filter(({ leaf }) => holdsForeignToken(leaf))
    .map(({ path }) => ({
      ...foreignToken(propertyPath(root, path), "(not shown: CDKTF would put a value in its place)"),
      path,
    }));
}
