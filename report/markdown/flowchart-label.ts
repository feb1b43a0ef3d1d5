// Mermaid reads parts of a label as Markdown, HTML, icons and entities, and each of its versions reads others.
const interpreted = /[^\p{L}\p{N} /,-]|(?<![\p{L}\p{N}])-|-(?![\p{L}\p{N}])/gu;

/** A label of which nothing is interpreted: all but letters, digits and blanks is written as entities. */
export function label(text: string): string {
  return text
    .replaceAll(/\s+/g, " ")
    .trim()
    .replaceAll(interpreted, (character) => `#${character.codePointAt(0)};`);
}
