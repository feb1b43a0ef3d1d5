const TOKENS: Readonly<Record<string, string>> = {
  "**/": "(?:[^/]+/)*",
  "**": ".*",
  "*": "[^/]*",
  "?": "[^/]",
};

/** Whether a path fits a pattern as `files` of a build specification has them: `**` goes down into folders, `*` does not. */
export function matchesFilePattern(path: string, pattern: string): boolean {
  const tokens = pattern.replace(/^\.\//, "").match(/\*\*\/|\*\*|\[[^\]]+\]|[\s\S]/g) ?? [];
  const source = tokens.map((token) => TOKENS[token] ?? (token.length > 1 ? token : literal(token)));
  return new RegExp(`^${source.join("")}$`, "s").test(path);
}

function literal(text: string): string {
  return text.replace(/[\\^$.+()[\]{}|/]/g, "\\$&");
}
