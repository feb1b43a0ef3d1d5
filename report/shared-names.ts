import type { NameScope, UniqueName } from "../modules/aws/unique-names";
import { unescaped } from "../modules/terraform/literal";
import type { CheckedEntry } from "../settings/check-entry";
import { nameTaken } from "../settings/findings/errors";
import { propertyPath, type SettingsFinding } from "../settings/findings/location";
import { placeholder } from "../settings/repair";
import type { ProjectStack } from "../stacks/project-stack";
import { causesOf } from "./causes";
import { type ClaimedName, claimedNames } from "./claimed-names";
import { grouped } from "./grouped";

/** An entry and the stack that was made of it. */
export interface MadeEntry {
  readonly entry: CheckedEntry;
  readonly stack: ProjectStack;
}

interface Claim extends ClaimedName {
  readonly entry: CheckedEntry;
}

/** Two claims of one name, by the settings that they come from. */
interface Collision {
  readonly unique: UniqueName;
  readonly name: string;
  readonly entry: CheckedEntry;
  readonly property: string;
  readonly got: string;
  readonly first: string;
  /** The entry that gives it first. */
  readonly other: CheckedEntry;
}

const within = ({ scope, ignoresCase }: UniqueName): string => {
  const where: Readonly<Record<NameScope, string>> = {
    world: "all of AWS",
    account: "an account",
    region: "an account's Region",
  };
  return `${where[scope]}${ignoresCase ? ", whatever its capitals" : ""}`;
};

function collision(first: Claim, second: Claim): Collision {
  const { unique, name, entry } = second;
  const placesOf = ({ entry: { written, root }, name: claimed }: Claim) =>
    causesOf(written, unescaped(claimed), `${unique.what.split(" ").at(-1)}Name`).map(({ path, text }) => ({
      property: propertyPath(root, path),
      text,
    }));
  const [firstPlace] = placesOf(first);
  const places = placesOf(second);
  // Two names in one entry come from two of its places, if it has two.
  const place =
    places.find(
      ({ property, text }) =>
        property !== firstPlace?.property && (text === name || text === firstPlace?.text),
    ) ?? places[0];
  return {
    unique,
    name,
    entry,
    property: place?.property ?? entry.root,
    got: place?.text ?? name,
    first: firstPlace?.property ?? first.entry.root,
    other: first.entry,
  };
}

/** Finds the names that several stacks would take, or one stack twice, and says so once for every text that they come from. */
export function sharedNames(made: readonly MadeEntry[]): readonly SettingsFinding[] {
  const claims = made
    .flatMap(({ entry, stack }) =>
      [stack, ...stack.deployAccounts].flatMap(claimedNames).map((claimed): Claim => ({ ...claimed, entry })),
    )
    .filter(({ name }) => !name.includes(placeholder));
  const firsts = new Map<string, Claim>();
  const collisions = claims.flatMap((claim) => {
    const first = firsts.get(claim.identity);
    if (!first) firsts.set(claim.identity, claim);
    return first ? [collision(first, claim)] : [];
  });
  const groups = grouped(collisions, ({ property, first, entry, other }) =>
    entry === other ? [property, first].sort().join(" ") : `${property} ${other.root}`,
  );
  return [...groups.values()].flatMap((group) => {
    const [one] = group;
    if (!one) return [];
    const taken = group.map(({ unique }) => ({ what: unique.what, within: within(unique) }));
    return [{ ...nameTaken(one.property, one.got, one.first, taken), change: one.entry.location }];
  });
}
