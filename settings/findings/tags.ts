import type { NameRule } from "../../modules/aws/names/name-rule";
import type { Finding } from "../../modules/findings/finding";
import { invalidName, tooMany } from "../../modules/findings/value-errors";
import { tagKeysInCapitals } from "./errors";
import { propertyPath } from "./location";
import { hidden, namesSecret } from "./secret";

const tagPage = "Tagging AWS Resources: Tag naming limits and requirements";
const tagAlphabet = "letters, digits, spaces and _ . : / = + - @";

const tagKey: NameRule = {
  code: "TAG-KEY",
  what: "tag key",
  pattern: /^(?!aws:|__proto__$)[\p{L}\p{Z}\p{N}_.:/=+@-]+$/iu,
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

type Tags = Readonly<Record<string, string>>;

function capitalFindings(root: string, keys: readonly string[], inherited: readonly string[]) {
  const all = [...inherited, ...keys];
  return keys.flatMap((key) => {
    const other = all
      .slice(0, all.lastIndexOf(key))
      .find((sooner) => sooner !== key && sooner.toLowerCase() === key.toLowerCase());
    return other === undefined
      ? []
      : [tagKeysInCapitals(propertyPath(root, ["defaultTags", key]), key, other)];
  });
}

/** What AWS would refuse in tags, those of the project among them where an entry adds its own. */
export function tagFindings(root: string, tags: Tags, inherited: Tags = {}): readonly Finding[] {
  const all = Object.keys({ ...inherited, ...tags });
  return [
    ...capitalFindings(root, Object.keys(tags), Object.keys(inherited)),
    ...tooMany(`${root}.defaultTags`, all, 50, tagPage),
    ...Object.entries(tags).flatMap(([key, value]) => {
      const property = propertyPath(root, ["defaultTags", key]);
      const [wrong] = invalidName(property, value, tagValue);
      return [
        ...invalidName(property, key, tagKey),
        ...(wrong ? [{ ...wrong, got: namesSecret(key) ? hidden : wrong.got }] : []),
      ];
    }),
  ];
}
