import type { App } from "cdktf";
import type { IConstruct } from "constructs";
import { describeFinding } from "../modules/findings/finding";
import type { CheckedEntry } from "../settings/check-entry";
import { hclTexts } from "../settings/findings/hcl-texts";
import type { SettingsFinding } from "../settings/findings/location";
import { valueAt } from "../settings/findings/value-at";
import { inEveryVariant, isOfPlaceholder } from "../settings/repair";
import { ProjectStack } from "../stacks/project-stack";
import { stacksThatWaitForEachOther } from "./apply-order";
import { byCause } from "./causes";
import { describeFound, type FoundInStack, foundIn, foundWithAccounts, sameness } from "./found";
import { sharedNames } from "./shared-names";

const ourCode = "the code that makes this construct";

// More than a person mends before the next synth, and less than a terminal forgets.
const mostShown = 50;

const withLocation = (problem: string, location: string): string => `${problem}\n    change   ${location}`;

const describe = ({ change, ...finding }: SettingsFinding): string =>
  withLocation(describeFinding(finding), change);

function stackOf(app: App, name: string): ProjectStack | undefined {
  const stack = app.node.tryFindChild(name);
  return stack instanceof ProjectStack ? stack : undefined;
}

interface Made {
  readonly entry: CheckedEntry;
  readonly stack: ProjectStack;
  /** The stack and those of its other repairs, with what they need in other accounts. */
  readonly all: readonly ProjectStack[];
  /** What is found in the stack, and in those of its other repairs. */
  readonly found: readonly FoundInStack[];
}

function madeOf(app: App, entry: CheckedEntry): readonly Made[] {
  const stacks = [entry.settings, ...entry.otherRepairs].flatMap(
    (settings) => stackOf(app, settings.stack) ?? [],
  );
  const [stack] = stacks;
  const all = stacks.flatMap((one) => [one, ...one.deployAccounts]);
  return stack ? [{ entry, stack, all, found: stacks.map(foundWithAccounts) }] : [];
}

function entryProblems({ entry, found }: Made): readonly string[] {
  const { settings, replacedItems, written, root, location } = entry;
  // A stack whose name is wrong was made under another, which nobody wrote.
  const name = valueAt(written, ["stack"]) === settings.stack ? settings.stack : root;
  const findings = inEveryVariant(
    found.map((one) => one.findings),
    sameness,
  )
    .filter(({ account: _, ...finding }) => !isOfPlaceholder(finding))
    .filter(({ property }) => !replacedItems.some((item) => property.startsWith(item)));
  return byCause(findings, written, root).map((finding) =>
    withLocation("below" in finding ? describeFound(finding, name) : describeFinding(finding), location),
  );
}

const hclProblems = ({ written, root, location }: CheckedEntry): readonly string[] =>
  hclTexts(written, root).map((finding) => withLocation(describeFinding(finding), location));

/** What is wrong in stacks that no entry describes, and what only this project's code can cause. */
function problemsOfCode(app: App, made: readonly Made[]): readonly string[] {
  const known = new Set<IConstruct>(made.flatMap(({ all }) => all));
  const unknown = app.node.children
    .filter((child) => !known.has(child))
    .map((stack) => ({ stack, ...foundIn(stack) }));
  return [
    ...unknown.flatMap(({ stack, findings }) =>
      findings.map((finding) => describeFound(finding, stack.node.id)),
    ),
    ...unknown.flatMap(({ others }) => others),
    ...made.flatMap(({ found: [first] }) => first?.others ?? []),
  ].map((problem) => withLocation(problem, ourCode));
}

/** All problems of settings and constructs, as a person reads them. */
export function problemsOf(
  findings: readonly SettingsFinding[],
  app: App,
  entries: readonly CheckedEntry[] = [],
): readonly string[] {
  const made = entries.flatMap((entry) => madeOf(app, entry));
  return [
    ...findings.map(describe),
    ...made.flatMap(entryProblems),
    ...(app.hclOutput ? entries.flatMap(hclProblems) : []),
    ...sharedNames(made).map(describe),
    ...stacksThatWaitForEachOther(made).map(describe),
    ...problemsOfCode(app, made),
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
