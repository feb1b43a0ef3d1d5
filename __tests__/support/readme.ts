import { codeBlocks } from "./page";

/** The lines of the README's one transcript that begins with a text, without the indentation of its list. */
export function transcript(beginning: string): readonly string[] {
  const found = codeBlocks("README.md", "text").filter((text) => text.startsWith(beginning));
  if (found.length !== 1) throw new Error(`The README has ${found.length} transcripts of "${beginning}".`);
  return found[0]?.split("\n") ?? [];
}

/** What differs from run to run: ports, IDs of executions and distributions, names of sessions, and how long things take. */
const masked = (line: string): string =>
  line
    .replace(/127\.0\.0\.1:\d+/g, "127.0.0.1:PORT")
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "ID")
    .replace(/\bE[0-9A-Z]{13}\b/g, "DISTRIBUTION")
    .replace(/(assumed-role\/[\w-]+)\/\d{13}/g, "$1/SESSION")
    .replace(/\(\d+s\)/g, "(TIME)")
    .replace(/ +\d+\.\d s\b/g, " TIME");

/** The lines that were not printed in this order. An ellipsis at a line's end, or "… 15 more …", stands for what is left out. */
export function unprinted(lines: readonly string[], printed: string): readonly string[] {
  let rest = printed.split("\n").map(masked);
  return lines
    .filter((line) => line !== "" && !/^ *… \d+ more …$/.test(line))
    .filter((line) => {
      const expected = masked(line).replace(/…$/, "");
      const isIt = (candidate: string) =>
        line.endsWith("…") ? candidate.startsWith(expected) : candidate === expected;
      const index = rest.findIndex(isIt);
      rest = rest.slice(index + 1);
      return index < 0;
    });
}
