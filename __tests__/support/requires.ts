import { describe, it } from "vitest";

/**
 * `describe` for tests that need something this machine may lack. `missing` is one line naming it, or undefined:
 * then they run. Lacking it, they are skipped with that line; where CI=true they fail with it.
 */
export function requires(missing: string | undefined): (name: string, suite: () => void) => void {
  if (missing === undefined) return (name, suite) => describe(name, suite);
  if (process.env.CI === "true") {
    return (name) =>
      describe(name, () => {
        it("has what it needs", () => {
          throw new Error(missing);
        });
      });
  }
  return (name, suite) => {
    process.stderr.write(`skipped: ${name}: ${missing}\n`);
    describe.skipIf(true)(name, suite);
  };
}
