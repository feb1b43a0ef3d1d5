/** Prints one line of the story. */
export function say(line: string): void {
  console.log(line);
}

/** Prints what comes next. */
export function heading(text: string): void {
  console.log(`\n${text}`);
}
