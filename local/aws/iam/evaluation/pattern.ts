import type { RequestContext } from "./request-context";
import type { Truth, Undecided } from "./truth";

/** How a text of a policy is read. */
export interface PatternOptions {
  /** Whether `*` and `?` stand for other characters. */
  readonly wildcards: boolean;
  readonly ignoreCase?: boolean;
  /** Where variables get their values; without it `${…}` is plain text. */
  readonly variables?: RequestContext | undefined;
}

/** Whether a text matches a pattern of a policy. A variable without a value matches nothing. */
export function matchesPattern(pattern: string, text: string, options: PatternOptions): Truth {
  const expression = compile(pattern, options);
  if (expression instanceof RegExp) return expression.test(text);
  return expression === "absent" ? false : expression;
}

/** The variables of a pattern that have no value in this request. */
export function variablesWithoutValue(pattern: string, context: RequestContext): readonly string[] {
  return [...pattern.matchAll(VARIABLE)]
    .map(([, name = ""]) => name)
    .filter((name) => !["*", "?", "$"].includes(name) && !name.includes(","))
    .filter((name) => !Array.isArray(context.lookUp(name)));
}

const VARIABLE = /\$\{([^}]*)\}/g;
const TOKEN = /\$\{([^}]*)\}|[\s\S]/g;

function compile(pattern: string, options: PatternOptions): RegExp | Undecided | "absent" {
  let source = "";
  for (const [token, variable] of pattern.matchAll(TOKEN)) {
    if (variable !== undefined && options.variables !== undefined) {
      const value = variableValue(variable, options.variables);
      if (typeof value !== "string") return value;
      if (value === ABSENT) return "absent";
      source += escaped(value);
    } else if (options.wildcards && variable === undefined && token === "*") source += ".*";
    else if (options.wildcards && token === "?") source += ".";
    else source += escaped(token);
  }
  return new RegExp(`^${source}$`, options.ignoreCase ? "is" : "s");
}

// No value of a key holds this.
const ABSENT = "\0";

function variableValue(variable: string, context: RequestContext): string | Undecided {
  // ${*}, ${?} and ${$} stand for the characters themselves.
  if (["*", "?", "$"].includes(variable)) return variable;
  const [name = "", fallback] = variable.split(/\s*,\s*/, 2);
  const found = context.lookUp(name.trim());
  if (found === "unknown") {
    return { undecided: `the local AWS does not know the value of the variable ${name}` };
  }
  if (found === "absent") return fallback?.replace(/^'|'$/g, "") ?? ABSENT;
  // A key of several values can't be a variable.
  return found.length === 1 ? (found[0] ?? ABSENT) : ABSENT;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
}
