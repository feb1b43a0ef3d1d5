import { Refusal } from "./route";

/** The name of a variable or a secret of workflows as GitHub keeps it: in upper case, whatever it was written in. */
export function actionsName(kind: "Variable" | "Secret", given: string): string {
  const name = given.toUpperCase();
  if (!/^[A-Z_][A-Z0-9_]*$/.test(name)) {
    throw new Refusal(
      422,
      `${kind} names have letters, digits and underscores only, and begin with no digit`,
    );
  }
  if (name.startsWith("GITHUB_")) throw new Refusal(422, `${kind} names must not start with GITHUB_`);
  return name;
}
