import type { z } from "zod/mini";
import { nameRules } from "../modules/aws/name-rules";
import type { Finding } from "../modules/findings/finding";
import { invalidName, invalidRegion } from "../modules/findings/value-errors";
import { accountFindings } from "./findings/accounts";
import { arnFindings } from "./findings/arns";
import { deployAccountFindings } from "./findings/deploy-accounts";
import { harmfulTexts } from "./findings/harmful";
import { ignoredSettings } from "./findings/ignored";
import { entryLocation, type FindingAtPath, type SettingsFinding } from "./findings/location";
import { at, onePerProperty } from "./findings/merged";
import { shapeFindings } from "./findings/shape";
import { accountStackNames, reservedStack } from "./findings/stack-names";
import { tagFindings } from "./findings/tags";
import { valueAt } from "./findings/value-at";
import { writtenRegion } from "./findings/written-region";
import { literalTexts } from "./literal-texts";
import { isOfPlaceholder, placeholder, repaired, variants, withPlaceholders } from "./repair";
import type { CommonSettings } from "./schema/common";

/** An entry whose stack can be made, if only to find what AWS would refuse in it. */
export interface CheckedEntry<T extends CommonSettings = CommonSettings> {
  /** The settings, all texts literal, and what was wrong repaired. */
  readonly settings: T;
  /** The same, repaired otherwise: only what is wrong in every one is the user's. Empty where nothing was repaired. */
  readonly otherRepairs: readonly T[];
  /** Items of lists in whose place something else stands, such as `lifecycleRules[0]`: what is found in them is not the user's. */
  readonly replacedItems: readonly string[];
  /** The entry as it was written, as data. */
  readonly written: unknown;
  /** The entry's expression in the file, such as `stacks[0]`. */
  readonly root: string;
  /** Where the entry stands, in words. */
  readonly location: string;
}

/** What is wrong with an entry, and the entry as far as a stack can be made of it. */
export interface CheckOfEntry<T extends CommonSettings> {
  readonly entry: CheckedEntry<T> | undefined;
  readonly isBroken: boolean;
  readonly findings: readonly SettingsFinding[];
}

/** What an entry is checked beside. */
export interface Surroundings {
  readonly entries: readonly unknown[];
  /** What is wrong with the names of each entry's stacks, as others have them. */
  readonly takenStacks: readonly (readonly Finding[])[];
  /** What could not be read in the entries. */
  readonly unreadable: readonly FindingAtPath[];
  /** The project's Region, if one is known. */
  readonly region: string | undefined;
  /** The project's tags, as far as they can be read. */
  readonly tags: Readonly<Record<string, string>>;
  /** Whether a broken entry is repaired to be checked further. */
  readonly repairs: boolean;
}

function stackFindings(written: unknown, property: string, taken: readonly Finding[]): readonly Finding[] {
  const stack = valueAt(written, ["stack"]);
  if (typeof stack !== "string") return [];
  return [
    ...invalidName(property, stack, nameRules.stack),
    ...reservedStack(stack, property),
    ...taken.filter((finding) => finding.property === property),
  ];
}

// The stacks in other accounts. The entry's own one can still be made under its name.
function takenAccountStacks(own: string, taken: readonly Finding[]): readonly Finding[] {
  const isOwn = ({ property }: Finding) => property === own;
  // A name that is made of the entry's own is taken with it.
  const isDerived = ({ property }: Finding) => taken.some(isOwn) && property.endsWith(".id");
  return taken.filter((finding) => !isOwn(finding) && !isDerived(finding));
}

// One account that several deploys name is told once.
const oncePerAccount = (findings: readonly FindingAtPath[]): readonly FindingAtPath[] =>
  [
    ...new Map(
      findings
        .toReversed()
        .map(
          (finding) =>
            [
              `${finding.code} ${JSON.stringify(finding.got)} ${String(finding.path.at(-1))}`,
              finding,
            ] as const,
        ),
    ).values(),
  ].toReversed();

// What a stack is made with only if a placeholder stands there: CDKTF would throw, or more would be found that follows from it.
function unusableAccounts(written: unknown, root: string): readonly FindingAtPath[] {
  return [
    ...accountFindings(root, written),
    ...deployAccountFindings(written, root),
    ...accountStackNames(written, root),
  ];
}

function regionFindings(written: unknown, root: string, region: string | undefined): readonly Finding[] {
  const own = valueAt(written, ["region"]);
  const usedRegion = own === undefined ? region : writtenRegion(written);
  return [
    ...(typeof own === "string" ? invalidRegion(`${root}.region`, own) : []),
    ...(usedRegion === undefined ? [] : arnFindings(written, root, usedRegion)),
  ];
}

function ownFindings(
  settings: CommonSettings | undefined,
  root: string,
  tags: Surroundings["tags"],
): readonly Finding[] {
  const { defaultTags } = settings ?? {};
  const found = defaultTags ? tagFindings(root, defaultTags, tags) : [];
  return found.filter((finding) => !isOfPlaceholder(finding));
}

const itemsOf = (shape: readonly Finding[]): readonly string[] =>
  shape.flatMap(({ property }) => /\w+\[\d+\]$/.exec(property) ?? []);

/** Settings that a stack can be made of beside all others; where the stack's name is wrong, under one that nobody can write. */
function named<T extends CommonSettings>(settings: T, index: number, way: number, isNameRight: boolean): T {
  if (isNameRight && way === 0) return settings;
  const name = isNameRight ? settings.stack : placeholder;
  return { ...settings, name: settings.name ?? name, stack: `stacks.${index}.${way}` };
}

/** Checks one entry: keys, types, secrets, and what it says of other entries. */
export function checkEntry<T extends CommonSettings>(
  schema: z.ZodMiniType<T>,
  index: number,
  { entries, takenStacks, unreadable, region, tags, repairs }: Surroundings,
): CheckOfEntry<T> {
  const written = entries[index];
  const root = `stacks[${index}]`;
  const location = entryLocation(written, index);
  const unread = unreadable.filter(({ path }) => path[0] === index);
  const harmful = harmfulTexts(written, root);
  const shape = shapeFindings(schema, written, root);
  const accounts = unusableAccounts(written, root);
  const taken = takenStacks[index] ?? [];
  const stack = stackFindings(written, `${root}.stack`, taken);
  const isBroken = unread.length + harmful.length + shape.length > 0;

  const ways = variants
    .slice(0, isBroken ? variants.length : 1)
    .flatMap(
      (variant) => repaired(schema, withPlaceholders(written, [...harmful, ...accounts]), variant) ?? [],
    )
    .map((settings, way) => {
      const isNameRight = stack.length === 0 && settings.stack !== placeholder;
      return literalTexts(named(settings, index, way, isNameRight));
    });
  const [settings, ...otherRepairs] = isBroken && !repairs ? [] : ways;
  return {
    entry: settings && { settings, otherRepairs, replacedItems: itemsOf(shape), written, root, location },
    isBroken,
    findings: at(
      location,
      onePerProperty([
        ...unread,
        ...harmful,
        ...shape,
        ...stack,
        ...takenAccountStacks(`${root}.stack`, taken),
        ...oncePerAccount(accounts),
        ...regionFindings(written, root, region),
        ...ownFindings(settings, root, tags),
        ...ignoredSettings(written, root),
      ]),
    ),
  };
}
