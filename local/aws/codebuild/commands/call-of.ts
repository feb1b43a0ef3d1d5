/** The line of a shell script that goes on as a command, which begins with some words and ends with the script's arguments. */
export function callOf(words: readonly string[]): string {
  const quoted = words.map((word) => `'${word.replaceAll("'", "'\\''")}'`);
  return `exec ${quoted.join(" ")} "$@"`;
}
