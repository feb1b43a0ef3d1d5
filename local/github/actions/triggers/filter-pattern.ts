const TOKEN = /\\.|\*\*\/?|\[[^\]]+\]|[\s\S]/g;

/** Whether a name fits GitHub's filter pattern: `*` stops at a slash, `**` does not; `?` and `+` repeat what precedes them. */
export function matchesFilter(name: string, pattern: string): boolean {
  return filterExpression(pattern).test(name);
}

/** Whether the last of the patterns that fits takes the name in: `!` takes out what an earlier one took in. */
export function matchesFilters(name: string, patterns: readonly string[]): boolean {
  return patterns.reduce((isIn, pattern) => {
    const isNegative = pattern.startsWith("!");
    return matchesFilter(name, isNegative ? pattern.slice(1) : pattern) ? !isNegative : isIn;
  }, false);
}

function filterExpression(pattern: string): RegExp {
  const source = (pattern.match(TOKEN) ?? []).map((token) => {
    if (token === "**/") return "(?:.*/)?";
    if (token === "**") return ".*";
    if (token === "*") return "[^/]*";
    if (token === "?" || token === "+") return token;
    if (token.length > 1 && token.startsWith("[")) return token;
    return literal(token.startsWith("\\") ? token.slice(1) : token);
  });
  return new RegExp(`^${source.join("")}$`, "s");
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
