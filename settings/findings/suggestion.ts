function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      next.push(
        Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + Number(letter !== other)),
      );
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

const isShortFor = (word: string, candidate: string): boolean =>
  word.length > 2 && candidate.startsWith(word);

const negation = /^(un|in|im|non|no|not|dis|de)[-_]?/i;

// `untagged` for `tagged`: close in letters, and the contrary.
const isOpposite = (word: string, candidate: string): boolean =>
  (negation.test(candidate) && candidate.replace(negation, "") === word) ||
  (negation.test(word) && word.replace(negation, "") === candidate);

// `V1` for `V3`: another number is another thing.
const isOtherNumber = (word: string, candidate: string): boolean =>
  word !== candidate && /\d/.test(word) && word.replaceAll(/\d+/g, "") === candidate.replaceAll(/\d+/g, "");

/**
 * Of the words that are allowed, the one that a misspelt word most likely means; none when nothing is close, when two are
 * equally close, or when the closest says the contrary.
 */
export function suggestion(word: string, allowed: readonly string[]): string | undefined {
  const written = word.toLowerCase();
  const most = Math.max(1, Math.floor(word.length / 3));
  const close = allowed
    .filter((candidate) => Math.abs(candidate.length - written.length) <= most)
    .map((candidate) => ({ candidate, edits: distance(written, candidate.toLowerCase()) }))
    .filter(({ edits }) => edits <= most)
    .sort((a, b) => a.edits - b.edits);
  const [best, second] = close;
  if (!best) return allowed.find((candidate) => isShortFor(written, candidate.toLowerCase()));
  const meant = best.candidate.toLowerCase();
  const isUnclear =
    second?.edits === best.edits || isOpposite(written, meant) || isOtherNumber(written, meant);
  return isUnclear ? undefined : best.candidate;
}
