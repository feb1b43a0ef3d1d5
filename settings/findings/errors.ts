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
export type Expected = Pick<Finding, "code" | "problem" | "allowed">;

export function expectedType(type: string): Expected {
  return { code: "SETTING-TYPE", problem: "has the wrong type", allowed: types[type] ?? type };
}

export function expectedChoice(choices: readonly unknown[], suggested: string | undefined): Expected {
  const guess = suggested === undefined ? "" : `${JSON.stringify(suggested)}, probably; one of `;
  return {
    code: "SETTING-CHOICE",
    problem: "is not accepted",
    allowed: `${guess}${choices.map((choice) => JSON.stringify(choice)).join(", ")}`,
  };
}

export function expectedShape(allowed: string): Expected {
  return { code: "SETTING-SHAPE", problem: "does not fit", allowed };
}

export function missingSetting(property: string, allowed: string): Finding {
  return { code: "SETTING-MISSING", property, got: undefined, problem: "is missing", allowed };
}

export function undefinedSetting(property: string, allowed: string): Finding {
  return {
    code: "SETTING-UNDEFINED",
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
    code: "SETTING-UNKNOWN",
    property,
    got: key,
    problem: "is a key that nothing reads",
    allowed: `${guess}one of ${known.join(", ")}`,
  };
}

export function literalSecret(property: string, got: unknown): Finding {
  return {
    code: "SETTING-SECRET",
    property,
    got,
    problem: "holds a token or an access key, and settings are read by many",
    allowed:
      "the name of what holds it: an SSM parameter or a sensitive Terraform variable. Revoke this one where it was issued",
  };
}

export function noStacks(): Finding {
  return {
    code: "STACKS-EMPTY",
    property: "stacks",
    got: [],
    problem: "is empty",
    allowed: "at least one entry",
  };
}

export function stackTaken(property: string, got: string, first: string): Finding {
  return {
    code: "STACK-TWICE",
    property,
    got,
    problem: `is the name of ${first} too`,
    allowed: "a name of its own, not only in capitals: it names a folder and a state file",
  };
}

export function stackReserved(property: string, got: string): Finding {
  return {
    code: "STACK-RESERVED",
    property,
    got,
    problem: "is a word that JavaScript keeps for itself",
    allowed: "any other name, such as the application's",
  };
}

export function stacksInCircle(property: string, got: string, maker: string): Finding {
  return {
    code: "STACK-CIRCLE",
    property,
    got,
    problem: `is made by ${maker}, which waits for what this stack makes`,
    allowed: "stacks of which one can be applied before the other",
  };
}

export function unreadableFile(file: string, message: string): Finding {
  return {
    code: "SETTINGS-UNREADABLE",
    property: file,
    got: message,
    problem: "cannot be read",
    allowed: "TypeScript that runs: `npm run typecheck` shows what is wrong",
  };
}

/** What stands in settings must be text, numbers, true, false, lists and objects: it is read once and written out. */
export function notData(property: string, got: string): Finding {
  return {
    code: "SETTING-NOT-DATA",
    property,
    got,
    problem: "is no plain data",
    allowed: "texts, numbers, true, false, lists and objects of these",
  };
}

export function throwing(property: string, got: string): Finding {
  return {
    code: "SETTING-THROWS",
    property,
    got,
    problem: "throws when it is read",
    allowed: "a value, not code that may fail",
  };
}

export function holdsItself(property: string): Finding {
  return {
    code: "SETTING-CIRCLE",
    property,
    got: "(itself)",
    problem: "stands in itself",
    allowed: "data that ends",
  };
}

export function tooDeep(property: string, deepest: number): Finding {
  return {
    code: "SETTING-DEPTH",
    property,
    got: "(more levels)",
    problem: "is nested too deep",
    allowed: `at most ${deepest} levels`,
  };
}

export function tooLarge(property: string, most: number): Finding {
  return {
    code: "SETTING-SIZE",
    property,
    got: "(more values)",
    problem: "holds too many values",
    allowed: `at most ${most}: a list that grows by itself, perhaps`,
  };
}

/** A token of CDKTF's would become whatever it stands for, which may be an attribute of something else. */
export function foreignToken(property: string, got: unknown): Finding {
  return {
    code: "SETTING-TOKEN",
    property,
    got,
    problem: "holds a marker that CDKTF keeps for itself",
    allowed: 'plain text; for a value that Terraform knows: reference("aws_kms_key.images.arn")',
  };
}

export function tagKeysInCapitals(property: string, got: string, other: string): Finding {
  return {
    code: "TAG-CAPITALS",
    property,
    got,
    problem: `differs from ${JSON.stringify(other)} in capitals only, which IAM refuses`,
    allowed: "one of the two (IAM: Tags for IAM resources)",
  };
}

export function otherPartition(property: string, got: string, region: string, partition: string): Finding {
  return {
    code: "ARN-PARTITION",
    property,
    got,
    problem: `is in another partition than ${region}`,
    allowed: `an ARN that starts with arn:${partition}:`,
  };
}

export function otherAccount(property: string, got: string, account: string): Finding {
  return {
    code: "ARN-ACCOUNT",
    property,
    got,
    problem: `is of another account than ${account}, where it is used`,
    allowed: `one of account ${account}`,
  };
}

export function otherRegion(property: string, got: string, region: string): Finding {
  return {
    code: "ARN-REGION",
    property,
    got,
    problem: `is in another Region than ${region}, where it is used`,
    allowed: `one in ${region}`,
  };
}

export function accessKeyVariable(property: string, got: string): Finding {
  return {
    code: "BUILD-VARIABLE-SECRET",
    property,
    got,
    problem: "is part of an access key, and a build's variables are read by many",
    allowed: "no such variable: the build's role signs its calls (CodeBuild API: EnvironmentVariable)",
  };
}

export function ignoredSetting(property: string, got: unknown, because: string): Finding {
  return {
    code: "SETTING-IGNORED",
    property,
    got,
    problem: `has no effect ${because}`,
    allowed: "leave the key out",
  };
}

/** One text of the settings that names several things, and what AWS says to each name. */
export function nameOfParts(property: string, got: string, refused: readonly Finding[]): Finding {
  const names = [...new Set(refused.map((finding) => finding.property))];
  const allowed = [...new Set(refused.map((finding) => `${finding.property} ${finding.allowed}`))];
  const made = [...new Set(refused.map((finding) => finding.got))];
  const [only] = made;
  const shown =
    made.length === 1 && typeof only === "string"
      ? ` ${JSON.stringify(only)} (${only.length} characters)`
      : "";
  return {
    code: "NAME-OF-PARTS",
    property,
    got,
    problem: `makes ${names.join(", ")}${shown}, which AWS would refuse`,
    allowed: allowed.join("; "),
  };
}

/** A text of one entry that names what another text names already, by where AWS holds such names unique. */
export function nameTaken(
  property: string,
  got: string,
  first: string,
  taken: readonly { readonly what: string; readonly within: string }[],
): Finding {
  const places = [...new Set(taken.map(({ within }) => within))];
  const unique = places.map((place) => {
    const parts = new Set(taken.filter(({ within }) => within === place).map(({ what }) => what));
    return `unique in ${place}: ${[...parts].join(", ")}`;
  });
  return {
    code: "NAME-TWICE",
    property,
    got,
    problem: `gives a name that ${first} gives already`,
    allowed: `another name (${unique.join("; ")})`,
  };
}

/** CDKTF escapes neither backslashes nor, beside `${`, quotes when it writes HCL. */
export function notForHcl(property: string, got: unknown): Finding {
  return {
    code: "HCL-TEXT",
    property,
    got,
    problem: "cannot be written as HCL without becoming another text",
    allowed: 'JSON, without --hcl; or a text without \\, and without " where it holds ${',
  };
}
