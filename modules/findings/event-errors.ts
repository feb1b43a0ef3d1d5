import { type Findings, found, none } from "./found";

// What a user reads about EventBridge's rules.

const longest = 2048;

/** A pattern that EventBridge would refuse for its length. */
export function longEventPattern(got: string): Findings {
  return got.length <= longest
    ? none
    : found(
        "EVENTS-PATTERN-SIZE",
        "eventPattern length",
        got.length,
        "is too long for a rule",
        `at most ${longest} characters (EventBridge: Quotas); a name with * in it stands for many, and several entries for more`,
      );
}
