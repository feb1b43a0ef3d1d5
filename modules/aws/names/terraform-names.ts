import type { NameRule } from "./name-rule";

// CDKTF writes names as keys of objects, where these would be lost or crash it.
const ofEveryObject =
  "__proto__|constructor|hasOwnProperty|isPrototypeOf|propertyIsEnumerable|toLocaleString|toString|valueOf";

/** Names of stacks, and of what Terraform knows by a name. */
export const terraformNames = {
  stack: {
    code: "STACK-NAME",
    what: "stack name",
    pattern: /^[A-Za-z0-9][A-Za-z0-9_-]*$/,
    minLength: 1,
    maxLength: 64,
    alphabet: "letters, digits, _ and -, starting with a letter or digit",
    source: "it names a folder and a state file",
  },
  logicalId: {
    code: "TERRAFORM-RESOURCE-NAME",
    what: "Terraform resource name",
    pattern: new RegExp(`^(?!(${ofEveryObject})$)[A-Za-z_][A-Za-z0-9_-]*$`),
    minLength: 1,
    maxLength: 64,
    alphabet:
      "letters, digits, _ and -, starting with a letter or _; no word that every object in JavaScript has",
    source: "Terraform: Identifiers",
  },
  terraformVariable: {
    code: "TERRAFORM-VARIABLE-NAME",
    what: "Terraform variable name",
    pattern: new RegExp(
      `^(?!(source|version|providers|count|for_each|lifecycle|depends_on|locals|${ofEveryObject})$)[A-Za-z_][A-Za-z0-9_-]*$`,
    ),
    minLength: 1,
    maxLength: 64,
    alphabet:
      "letters, digits, _ and -, starting with a letter or _, and none of the words that Terraform keeps for itself: source, version, providers, count, for_each, lifecycle, depends_on, locals; nor one that every object in JavaScript has",
    source: "Terraform: Input variables",
  },
} as const satisfies Record<string, NameRule>;
