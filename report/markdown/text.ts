// Texts of settings may hold anything: nothing of them is read as Markdown.

const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ");

const entity = (character: string): string => `&#${character.codePointAt(0)};`;

/** Plain text. What a backslash would not keep from meaning something in a table is written as an entity. */
export function prose(text: string): string {
  return oneLine(text).replaceAll(/[\\|&]|[*_`~<>[\]#$]/g, (character) =>
    /[\\|&]/.test(character) ? entity(character) : `\\${character}`,
  );
}

/** A name, in the type of code. */
export function code(text: string): string {
  const line = oneLine(text).trim();
  if (line === "") return "";
  return /[`\\|]/.test(line)
    ? `<code>${line.replaceAll(/[\\|&*_`~<>[\]#$]/g, entity)}</code>`
    : `\`${line}\``;
}

/** Plain text, and between backquotes what is to be read as code. */
export function proseWithCode(text: string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part) => (/^`[^`]+`$/.test(part) ? code(part.slice(1, -1)) : prose(part)))
    .join("");
}

/** A table of finished cells. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [row(head), row(head.map(() => "---")), ...rows.map(row)].join("\n");
}
