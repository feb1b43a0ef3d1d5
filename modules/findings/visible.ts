// Blanks other than the space, controls, marks of direction, fillers and variation selectors: what a reader does not see.
const invisible = /(?! )[\p{C}\p{Z}]|[\u115F\u1160\u3164\uFFA0]|[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]|\u034F/gu;

const escaped = (character: string): string =>
  `\\u{${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}}`;

/** A text in which every character that cannot be seen is written as its code point, such as `\u{200B}`. */
export function visible(text: string): string {
  return text.replaceAll(invisible, escaped);
}
