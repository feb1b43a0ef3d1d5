import { type Findings, found, none } from "./found";

/** Options of something that is made, beside the word that it exists. */
export function ignoredOptions(
  property: string,
  got: unknown,
  because: { readonly exists: boolean; readonly said: string },
): Findings {
  return got === undefined || !because.exists
    ? none
    : found(
        "OPTION-IGNORED",
        property,
        got,
        `is an option of what is made here, and ${because.said} says that it exists`,
        `one of the two: leave out ${property}, or ${because.said}`,
      );
}

/** An option that something else beside it, or its absence, leaves without effect. */
export function withoutEffect(
  property: string,
  got: unknown,
  because: { readonly holds: boolean; readonly said: string; readonly allowed: string },
): Findings {
  return got === undefined || !because.holds
    ? none
    : found("OPTION-WITHOUT-EFFECT", property, got, `has no effect ${because.said}`, because.allowed);
}
