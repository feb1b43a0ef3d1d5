// GitHub REST API, Commit statuses: nothing is said of the limit there, a longer one gets 422.
const longest = 140;

/** Words, and why if that is known, in the length and the alphabet that GitHub takes for a description. */
export function description(words: string, reason: string | undefined): string {
  const why = plain(reason ?? "");
  return cut(why === "" ? words : `${words}: ${why}`);
}

/** In one line, without what GitHub refuses: characters of four bytes. */
function plain(text: string): string {
  return text
    .replace(/[\s\p{Cc}]+/gu, " ")
    .replace(/[\u{10000}-\u{10ffff}]/gu, "?")
    .trim();
}

function cut(text: string): string {
  if (text.length <= longest) return text;
  const start = text.slice(0, longest - 1);
  // Between two words, unless that throws away much.
  const space = start.lastIndexOf(" ");
  return `${(space > longest / 2 ? start.slice(0, space) : start).trimEnd()}…`;
}
