const LINE_LENGTH = 112;

/** Prints one line of the story. */
export function say(line: string): void {
  console.log(line);
}

/** Prints what comes next. */
export function heading(text: string): void {
  console.log(`\n${text}`);
}

/** A long message in lines, broken between words; a word that is longer than a line has one of its own. */
export function linesOf(message: string): readonly string[] {
  return message.match(new RegExp(`\\S.{0,${LINE_LENGTH}}(?!\\S)|\\S+`, "g")) ?? [];
}
