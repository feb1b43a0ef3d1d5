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

/** Of the words that are allowed, the one that a misspelt word most likely means; none when nothing is close. */
export function suggestion(word: string, allowed: readonly string[]): string | undefined {
  const written = word.toLowerCase();
  const [best] = allowed
    .map((candidate) => ({ candidate, edits: distance(written, candidate.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits);
  const isClose = best && best.edits <= Math.max(1, Math.floor(word.length / 3));
  return isClose ? best.candidate : allowed.find((candidate) => isShortFor(written, candidate.toLowerCase()));
}
