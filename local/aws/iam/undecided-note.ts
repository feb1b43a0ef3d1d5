import type { Decision } from "./evaluation/decision";

/** What could not be judged, as a sentence to end an error with; empty when all could. */
export function undecidedNote({ undecided }: Decision): string {
  return undecidedSentences(undecided)
    .map((sentence) => ` (${sentence})`)
    .join("");
}

/** Each statement that could not be judged, why, and what that means. */
export function undecidedSentences(undecided: Decision["undecided"]): readonly string[] {
  return undecided.map(
    ({ policy, statement, effect, because }) =>
      `${statement} of ${policy} can't be judged and ${effect === "Deny" ? "denies" : "allows nothing"}: ${because}`,
  );
}
