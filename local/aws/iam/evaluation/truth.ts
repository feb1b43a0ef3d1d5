/** What can't be decided, and why: an operator or a key that is not known here. */
export interface Undecided {
  readonly undecided: string;
}

export type Truth = boolean | Undecided;

export function isUndecided(truth: unknown): truth is Undecided {
  return typeof truth === "object" && truth !== null && "undecided" in truth;
}

/** False if any is false; else undecided if any is. */
export function all(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false;
  return truths.find(isUndecided) ?? true;
}

/** True if any is true; else undecided if any is. */
export function any(truths: readonly Truth[]): Truth {
  if (truths.includes(true)) return true;
  return truths.find(isUndecided) ?? false;
}

export function not(truth: Truth): Truth {
  return isUndecided(truth) ? truth : !truth;
}

export function undecidedBecause(undecided: string): Undecided {
  return { undecided };
}
