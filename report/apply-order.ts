import type { App } from "cdktf";
import { type Warning, warn } from "../modules/findings/warnings";
import type { CheckedEntry } from "../settings/check-entry";
import { stacksInCircle } from "../settings/findings/errors";
import { type Path, propertyPath, type SettingsFinding } from "../settings/findings/location";
import { valueAt } from "../settings/findings/value-at";
import { placeholder } from "../settings/repair";
import { ProjectStack } from "../stacks/project-stack";
import { claimedNames, identityIn } from "./claimed-names";
import type { MadeEntry } from "./shared-names";

interface Taken {
  readonly path: Path;
  readonly type: string;
  readonly warning: Warning;
}

const bucketAt = (...path: Path): Taken => ({
  path: [...path, "existingBucket"],
  type: "aws_s3_bucket",
  warning: "bucketOfProject",
});

const repositoryAt = (...path: Path): Taken => ({
  path: [...path, "existingRepository"],
  type: "aws_ecr_repository",
  warning: "repositoryOfProject",
});

/** Where an entry names what it takes for existing, and the type of resource that would make it. */
const takenForExisting = (settings: unknown): readonly Taken[] => [
  repositoryAt("imageRepository"),
  ...Object.keys(Object(valueAt(settings, ["images"]))).map((index) =>
    repositoryAt("images", Number(index), "imageRepository"),
  ),
  bucketAt("artifactStore"),
  bucketAt("definitions"),
  ...Object.keys(Object(valueAt(settings, ["crossRegionArtifactStores"]))).map((region) =>
    bucketAt("crossRegionArtifactStores", region),
  ),
  {
    path: ["source", "connection", "name"],
    type: "aws_codeconnections_connection",
    warning: "connectionOfProject",
  },
];

/** Something that a stack takes for existing, and another stack of the same settings makes. */
interface Need {
  readonly of: MadeEntry;
  readonly maker: MadeEntry;
  readonly path: Path;
  readonly name: string;
  readonly warning: Warning;
}

function needsOf(made: readonly MadeEntry[]): readonly Need[] {
  const makers = new Map(
    made.flatMap((maker) => claimedNames(maker.stack).map(({ identity }) => [identity, maker] as const)),
  );
  return made.flatMap((of) =>
    takenForExisting(of.entry.settings).flatMap(({ path, type, warning }) => {
      const name = valueAt(of.entry.settings, path);
      if (typeof name !== "string" || name.includes(placeholder)) return [];
      const maker = makers.get(identityIn(of.stack, type, name) ?? "");
      return maker && maker !== of ? [{ of, maker, path, name, warning }] : [];
    }),
  );
}

function waitsFor(
  needs: readonly Need[],
  from: MadeEntry,
  to: MadeEntry,
  seen = new Set<MadeEntry>(),
): boolean {
  if (from === to) return true;
  if (seen.has(from)) return false;
  seen.add(from);
  return needs.some(({ of, maker }) => of === from && waitsFor(needs, maker, to, seen));
}

/** Finds stacks that wait for each other: none of them could be applied first. */
export function stacksThatWaitForEachOther(made: readonly MadeEntry[]): readonly SettingsFinding[] {
  const needs = needsOf(made);
  return needs
    .filter(({ of, maker }) => waitsFor(needs, maker, of))
    .map(({ of: { entry }, maker, path, name }) => ({
      ...stacksInCircle(propertyPath(entry.root, path), name, maker.entry.root),
      change: entry.location,
    }));
}

/** Where a stack takes for existing what another one makes, lets the CLI apply that one first, and warns whoever applies by hand. */
export function applyMakersFirst(app: App, entries: readonly CheckedEntry[]): void {
  const made = entries.flatMap((entry) => {
    const stack = app.node.findChild(entry.settings.stack);
    return stack instanceof ProjectStack ? [{ entry, stack }] : [];
  });
  for (const { of, maker, warning } of needsOf(made)) {
    of.stack.addDependency(maker.stack);
    warn(of.stack, warning);
  }
}
