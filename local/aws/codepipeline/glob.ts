const WHOLE_TOKENS: Readonly<Record<string, string>> = {
  "**": ".*",
  "*": "[^/]*",
  "?": "[^/]",
  "{": "(?:",
  "}": ")",
};

const TOKEN = /\\.|\*\*|\[!?[^\]]+\]|[\s\S]/g;

/** Whether a text matches a pattern (CodePipeline: Working with glob patterns in syntax). */
export function matchesGlob(text: string, pattern: string): boolean {
  let isInGroup = false;
  const source = (pattern.match(TOKEN) ?? []).map((token) => {
    if (token === "{" || token === "}") isInGroup = token === "{";
    if (token === "," && isInGroup) return "|";
    if (token.startsWith("\\")) return literal(token.slice(1));
    if (token.length > 1 && token.startsWith("[")) return token.replace(/^\[!/, "[^");
    return WHOLE_TOKENS[token] ?? literal(token);
  });
  return new RegExp(`^${source.join("")}$`, "s").test(text);
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
