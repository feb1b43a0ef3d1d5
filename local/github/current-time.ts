/** The time as GitHub tells it: whole seconds. */
export function currentTime(): string {
  return wholeSeconds(Date.now());
}

/** A time as GitHub tells it. */
export function wholeSeconds(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, "Z");
}
