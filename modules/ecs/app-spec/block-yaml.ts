// A build specification holds 25600 characters, scripts included, and no library for YAML fits in there.

/** YAML as AWS's pages write AppSpec files: blocks, plain and quoted texts, lists in brackets, comments; JSON too. Texts stay texts. */
export type BlockYaml = string | readonly BlockYaml[] | { readonly [key: string]: BlockYaml };

interface Line {
  readonly indent: number;
  readonly text: string;
}

/** The value of a text, or undefined where it holds more of YAML than this reads. */
export function readBlockYaml(text: string): BlockYaml | undefined {
  if (/^ *\t/m.test(text)) return undefined;
  const lines = text
    .split(/\r?\n/)
    .map(withoutComment)
    .filter((line) => line.trim() !== "" && line !== "---")
    .map((line) => ({ indent: line.search(/\S/), text: line.trim() }));
  const reader = new BlockReader(lines);
  const value = reader.block(lines[0]?.indent ?? 0);
  return reader.isAtEnd ? value : undefined;
}

function withoutComment(line: string): string {
  let quote = "";
  for (let at = 0; at < line.length; at += 1) {
    const [before = " ", sign = ""] = [line[at - 1], line[at]];
    if (quote === '"' && sign === "\\") at += 1;
    else if (quote !== "") quote = sign === quote ? "" : quote;
    else if (/["']/.test(sign) && /[\s,[]/.test(before)) quote = sign;
    else if (sign === "#" && /\s/.test(before)) return line.slice(0, at).trimEnd();
  }
  return line.trimEnd();
}

const key = /^("(?:[^"\\]|\\.)*"|'[^']*'|[^\s"'#&*!|>{[%@`?-][^:]*?)\s*:(?:\s+(.*))?$/;

class BlockReader {
  private at = 0;
  private lines: readonly Line[];

  constructor(lines: readonly Line[]) {
    this.lines = lines;
  }

  get isAtEnd(): boolean {
    return this.at === this.lines.length;
  }

  /** A list, an object or one text that starts at this indent. */
  block(indent: number): BlockYaml | undefined {
    const line = this.lines[this.at];
    if (line === undefined || line.indent !== indent) return undefined;
    if (/^-(\s|$)/.test(line.text)) return this.list(indent);
    if (key.test(line.text)) return this.object(indent);
    this.at += 1;
    return scalar(line.text);
  }

  private list(indent: number): BlockYaml | undefined {
    const elements: BlockYaml[] = [];
    for (let line = this.lines[this.at]; line?.indent === indent; line = this.lines[this.at]) {
      const [dash = "", rest = ""] = /^-\s*(.*)$/.exec(line.text) ?? [];
      if (dash === "") break;
      const element =
        rest === "" ? this.below(indent + 1) : this.inline(indent + dash.length - rest.length, rest);
      if (element === undefined) return undefined;
      elements.push(element);
    }
    return elements;
  }

  /** What stands behind a dash starts a block of its own. */
  private inline(indent: number, text: string): BlockYaml | undefined {
    this.lines = this.lines.map((line, at) => (at === this.at ? { indent, text } : line));
    return this.block(indent);
  }

  private object(indent: number): BlockYaml | undefined {
    const entries = new Map<string, BlockYaml>();
    for (let line = this.lines[this.at]; line?.indent === indent; line = this.lines[this.at]) {
      const [, written, rest = ""] = key.exec(line.text) ?? [];
      const name = written === undefined ? undefined : scalar(written);
      if (typeof name !== "string" || entries.has(name)) return undefined;
      const value =
        rest === "" ? this.below(this.isListNext(indent) ? indent : indent + 1) : this.value(rest);
      if (value === undefined) return undefined;
      entries.set(name, value);
    }
    return Object.fromEntries(entries);
  }

  /** A list may stand as far left as its key. */
  private isListNext(indent: number): boolean {
    const next = this.lines[this.at + 1];
    return next?.indent === indent && /^-(\s|$)/.test(next.text);
  }

  private value(text: string): BlockYaml | undefined {
    this.at += 1;
    return scalar(text);
  }

  /** What the next lines hold, where they stand this far to the right. */
  private below(indent: number): BlockYaml | undefined {
    this.at += 1;
    const next = this.lines[this.at];
    if (next === undefined || next.indent < indent) return "";
    return this.block(next.indent);
  }
}

function scalar(text: string): BlockYaml | undefined {
  if (/^"(?:[^"\\]|\\["\\/])*"$/.test(text)) return text.slice(1, -1).replaceAll(/\\(.)/g, "$1");
  if (/^'[^']*'$/.test(text)) return text.slice(1, -1);
  const inBrackets = /^\[([^[\]{}]*)\]$/.exec(text)?.[1]?.trim();
  if (inBrackets !== undefined) {
    const elements = inBrackets === "" ? [] : inBrackets.split(",").map((element) => scalar(element.trim()));
    return elements.every((element) => element !== undefined) ? elements : undefined;
  }
  // A plain text with a quote in it would need more care where a sign for a comment follows.
  return /^["'&*!|>{[%@`]|:\s|\s["']/.test(text) ? undefined : text;
}
