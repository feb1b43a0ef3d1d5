import type { Finding } from "../../modules/findings/finding";

// Every sentence that a user reads about keys, types and files of the settings is written here.

const types: Readonly<Record<string, string>> = {
  string: "text, in quotes",
  number: "a number, without quotes",
  boolean: "true or false, without quotes",
  array: "a list: [ … ]",
  object: "an object: { … }",
  record: "an object of names and texts: { … }",
};

/** What a setting takes, and what is said of a value that is something else. */
export type Expected = Pick<Finding, "problem" | "allowed">;

export function expectedType(type: string): Expected {
  return { problem: "has the wrong type", allowed: types[type] ?? type };
}

export function expectedChoice(choices: readonly unknown[], suggested: string | undefined): Expected {
  const guess = suggested === undefined ? "" : `${JSON.stringify(suggested)}, probably; one of `;
  return {
    problem: "is not accepted",
    allowed: `${guess}${choices.map((choice) => JSON.stringify(choice)).join(", ")}`,
  };
}

export function expectedShape(allowed: string): Expected {
  return { problem: "does not fit", allowed };
}

export function missingSetting(property: string, allowed: string): Finding {
  return { property, got: undefined, problem: "is missing", allowed };
}

export function undefinedSetting(property: string, allowed: string): Finding {
  return {
    property,
    got: undefined,
    problem: "is written as undefined",
    allowed: `${allowed}; for its default leave the key out`,
  };
}

/** Shows the key alone: what stands under a key that nothing reads may be a secret. */
export function unknownSetting(
  property: string,
  key: string,
  known: readonly string[],
  suggested: string | undefined,
): Finding {
  const guess = suggested === undefined ? "" : `${suggested}, probably; `;
  return {
    property,
    got: key,
    problem: "is a key that nothing reads",
    allowed: `${guess}one of ${known.join(", ")}`,
  };
}

export function literalSecret(property: string, got: unknown): Finding {
  return {
    property,
    got,
    problem: "holds a token or an access key, and settings are read by many",
    allowed:
      "the name of what holds it: an SSM parameter or a sensitive Terraform variable. Revoke this one where it was issued",
  };
}

export function noStacks(): Finding {
  return { property: "stacks", got: [], problem: "is empty", allowed: "at least one entry" };
}

export function stackTaken(property: string, got: string, first: string): Finding {
  return {
    property,
    got,
    problem: `is the name of ${first} too`,
    allowed: "a name of its own, not only in capitals: it names a folder and a state file",
  };
}

export function stackReserved(property: string, got: string): Finding {
  return {
    property,
    got,
    problem: "is a word that JavaScript keeps for itself",
    allowed: "any other name, such as the application's",
  };
}

export function unreadableFile(file: string, message: string): Finding {
  return {
    property: file,
    got: message,
    problem: "cannot be read",
    allowed: "TypeScript that runs: `npm run typecheck` shows what is wrong",
  };
}
