import type { Problem } from "./problem";

const longest = 200;

/** A problem in one line: where, what was got, what is wrong, what is allowed. */
export function problemLine({ path, got, problem, allowed }: Problem): string {
  const where = path === "" ? "" : `${path}: `;
  const what = got === undefined ? "" : `${shortened(JSON.stringify(got))} `;
  return `${where}${what}${problem}. Allowed: ${allowed}`;
}

function shortened(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
