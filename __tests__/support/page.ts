import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A page of this project, by its path. */
export const page = (path: string): string => readFileSync(join(__dirname, "../..", path), "utf8");

/** The fenced blocks of a page in one language, without the indentation of a list. */
export function codeBlocks(path: string, language: string): readonly string[] {
  const fenced = new RegExp(`^( *)\`\`\`${language}\\n([\\s\\S]*?)\\n *\`\`\`$`, "gm");
  return [...page(path).matchAll(fenced)].map(([, indentation, text = ""]) =>
    text.replaceAll(new RegExp(`^${indentation}`, "gm"), ""),
  );
}
