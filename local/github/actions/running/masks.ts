/** What the logs of a run must not show. */
export class Masks {
  readonly #values = new Set<string>();

  /** Hides a value, and each of its lines, from now on. */
  add(value: string): void {
    for (const part of [value, ...value.split(/\r?\n/)]) if (part.trim() !== "") this.#values.add(part);
  }

  /** A text as it may be shown. */
  applied(text: string): string {
    // The longest first: one value may be a part of another.
    const longest = [...this.#values].sort((one, other) => other.length - one.length);
    return longest.reduce((shown, value) => shown.replaceAll(value, "***"), text);
  }

  /** Whether a text holds something hidden. */
  hides(text: string): boolean {
    return this.applied(text) !== text;
  }
}
