import type { NameRule } from "../../modules/aws/name-rules";
import {
  emptyList,
  invalidAccount,
  invalidName,
  invalidRegion,
  tooMany,
} from "../../modules/findings/errors";
import type { Finding } from "../../modules/findings/finding";
import type { ProjectSettings } from "../schema/project";
import { backendFindings } from "./backend";
import { tagKeysInCapitals } from "./errors";
import { propertyPath } from "./location";
import { hidden, namesSecret } from "./secret";

const tagPage = "Tagging AWS Resources: Tag naming limits and requirements";
const tagAlphabet = "letters, digits, spaces and _ . : / = + - @";

const tagKey: NameRule = {
  code: "TAG-KEY",
  what: "tag key",
  pattern: /^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+@-]+$/iu,
  minLength: 1,
  maxLength: 128,
  alphabet: `${tagAlphabet}, not starting with aws:`,
  source: tagPage,
};

const tagValue: NameRule = {
  code: "TAG-VALUE",
  what: "tag value",
  pattern: /^[\p{L}\p{Z}\p{N}_.:/=+@-]*$/u,
  minLength: 0,
  maxLength: 256,
  alphabet: tagAlphabet,
  source: tagPage,
};

function capitalFindings(keys: readonly string[]): readonly Finding[] {
  return keys.flatMap((key, index) => {
    const other = keys.slice(0, index).find((sooner) => sooner.toLowerCase() === key.toLowerCase());
    return other === undefined
      ? []
      : [tagKeysInCapitals(propertyPath("project", ["defaultTags", key]), key, other)];
  });
}

function tagFindings(tags: Readonly<Record<string, string>>): readonly Finding[] {
  return [
    ...capitalFindings(Object.keys(tags)),
    ...tooMany("project.defaultTags", Object.keys(tags), 50, tagPage),
    ...Object.entries(tags).flatMap(([key, value]) => {
      const property = propertyPath("project", ["defaultTags", key]);
      const [wrong] = invalidName(property, value, tagValue);
      return [
        ...invalidName(property, key, tagKey),
        ...(wrong ? [{ ...wrong, got: namesSecret(key) ? hidden : wrong.got }] : []),
      ];
    }),
  ];
}

function accountFindings(accounts: readonly string[]): readonly Finding[] {
  return [
    ...emptyList(
      "project.allowedAccountIds",
      accounts,
      "at least one account; for any account leave the key out",
    ),
    ...accounts.flatMap((account, index) =>
      invalidAccount(propertyPath("project", ["allowedAccountIds", index]), account),
    ),
  ];
}

/** Everything that AWS or Terraform would refuse in the settings of the project. */
export function projectFindings(project: ProjectSettings): readonly Finding[] {
  const { region, defaultTags, allowedAccountIds, backend } = project;
  return [
    ...invalidRegion("project.region", region),
    ...(defaultTags ? tagFindings(defaultTags) : []),
    ...(allowedAccountIds ? accountFindings(allowedAccountIds) : []),
    ...(backend ? backendFindings(backend) : []),
  ];
}
