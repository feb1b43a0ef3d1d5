import { notForHcl } from "./errors";
import { leaves } from "./leaves";
import { type FindingAtPath, type Path, propertyPath } from "./location";
import { printable } from "./printable";

// ECR takes lifecycle rules as JSON within a text, in which CDKTF escapes nothing once more.
const isWithinJson = (path: Path): boolean => path.includes("lifecycleRules");

/** Whether CDKTF, which escapes too little in HCL, would write another text or a file that Terraform cannot read. */
function isChanged(text: string, path: Path): boolean {
  if (isWithinJson(path)) return JSON.stringify(text) !== `"${text}"`;
  if (/[\r\n]/.test(text)) return text.split(/\r\n|[\r\n]/).includes("EOF");
  return text.includes("\\") || (text.includes('"') && text.includes("${"));
}

/** Finds the texts of an entry that cannot be written as HCL. */
export function hclTexts(entry: unknown, root: string): readonly FindingAtPath[] {
  return leaves(entry).flatMap(({ leaf, path }) =>
    typeof leaf === "string" && isChanged(leaf, path)
      ? [{ ...notForHcl(propertyPath(root, path), printable(leaf, path)), path }]
      : [],
  );
}
