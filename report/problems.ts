import { type App, TerraformStack } from "cdktf";
import { describeFinding } from "../modules/findings/finding";
import type { CheckedEntry } from "../settings/check-entry";
import type { SettingsFinding } from "../settings/findings/location";
import { valueAt } from "../settings/findings/value-at";
import { inEveryVariant, isOfPlaceholder } from "../settings/repair";
import { byCause } from "./causes";
import { type ConstructFinding, describeFound, findingsIn, otherProblemsIn, sameness } from "./found";
import { sharedNames } from "./shared-names";

const ourCode = "the code that makes this construct";

// More than a person mends before the next synth, and less than a terminal forgets.
const mostShown = 50;

const withLocation = (problem: string, location: string): string => `${problem}\n    change   ${location}`;

const describe = ({ change, ...finding }: SettingsFinding): string =>
  withLocation(describeFinding(finding), change);

function stackOf(app: App, name: string): TerraformStack | undefined {
  const stack = app.node.tryFindChild(name);
  return stack instanceof TerraformStack ? stack : undefined;
}

/** What is wrong with an entry's values in whatever way its shape was repaired. */
function entryFindings(app: App, { settings, otherRepairs }: CheckedEntry): readonly ConstructFinding[] {
  const stacks = [settings, ...otherRepairs].flatMap(({ stack }) => stackOf(app, stack) ?? []);
  return inEveryVariant(stacks.map(findingsIn), sameness).filter((finding) => !isOfPlaceholder(finding));
}

function entryProblems(app: App, entry: CheckedEntry): readonly string[] {
  const { settings, written, root, location } = entry;
  // A stack whose name is wrong was made under another, which nobody wrote.
  const isOwnName = valueAt(written, ["stack"]) === settings.stack;
  const name = isOwnName ? settings.stack : root;
  return byCause(entryFindings(app, entry), written, root).map((finding) =>
    withLocation("below" in finding ? describeFound(finding, name) : describeFinding(finding), location),
  );
}

function problemsOfCode(app: App, entries: readonly CheckedEntry[]): readonly string[] {
  const made = new Set(
    entries.flatMap(({ settings, otherRepairs }) => [settings, ...otherRepairs].map((s) => s.stack)),
  );
  const others = app.node.children.filter(({ node }) => !made.has(node.id));
  const ofEntries = entries.flatMap(({ settings }) => stackOf(app, settings.stack) ?? []);
  return [
    ...others.flatMap((stack) => findingsIn(stack).map((finding) => describeFound(finding, stack.node.id))),
    ...[...others, ...ofEntries].flatMap(otherProblemsIn),
  ].map((problem) => withLocation(problem, ourCode));
}

/** All problems of settings and constructs, as a person reads them. */
export function problemsOf(
  findings: readonly SettingsFinding[],
  app: App,
  entries: readonly CheckedEntry[] = [],
): readonly string[] {
  const made = entries.flatMap((entry) => {
    const stack = stackOf(app, entry.settings.stack);
    return stack ? [{ entry, stack }] : [];
  });
  return [
    ...findings.map(describe),
    ...entries.flatMap((entry) => entryProblems(app, entry)),
    ...sharedNames(made).map(describe),
    ...problemsOfCode(app, entries),
  ];
}

/** The report that stands in place of a synth. */
export function describeProblems(problems: readonly string[]): string {
  const count = `${problems.length} ${problems.length === 1 ? "problem" : "problems"}`;
  const more = problems.length - mostShown;
  return [
    `${count} in the settings; nothing was written.`,
    ...problems.slice(0, mostShown).map((problem) => `  ${problem.replaceAll("\n", "\n  ")}`),
    ...(more > 0 ? [`  … and ${more} more.`] : []),
    "docs/errors.md explains every code.",
  ].join("\n\n");
}
