import { problemsOf } from "../../report/problems";
import { checkSettings } from "../../settings/check";
import { createStacks, stackSchema } from "../../systems";
import { unwrittenApp } from "./bare-stack";
import { project as minimalProject } from "./minimal-entries";

/** The problems that a synth of these settings would report, as it would write them. Settings of any shape. */
export function problems(entries: unknown, project: unknown = minimalProject): readonly string[] {
  const checked = checkSettings(stackSchema, project, entries);
  const app = unwrittenApp();
  createStacks(app, checked.project, checked.entries);
  return problemsOf(checked.findings, app, checked.entries);
}

/** What is written, where the report names it, and the value that it shows. */
export type Refused = readonly [what: string, entry: object, place: string, got: unknown];

/** The one problem at a place that shows a value: whether it says what is allowed, and where it sends the reader. */
export function reported(entry: object, place: string, got: unknown) {
  return theOne(problems([entry]), place, got);
}

/** The same of an entry that has no other problem: one mistake is told once. */
export function reportedAlone(entry: object, place: string, got: unknown) {
  const all = problems([entry]);
  if (all.length !== 1) throw new Error(`${all.length} problems:\n${all.join("\n")}`);
  return theOne(all, place, got);
}

function theOne(all: readonly string[], place: string, got: unknown) {
  const shown = String(JSON.stringify(got)).slice(0, 100);
  const found = all.filter((text) => text.startsWith(`${place} `) && text.includes(`    got      ${shown}`));
  if (found.length !== 1) throw new Error(`${found.length} of these are at ${place}:\n${all.join("\n")}`);
  const lines = String(found[0]).split("\n");
  return {
    allowed: lines.some((line) => /^ {4}allowed {2}\S/.test(line)),
    change: lines.at(-1)?.replace(/^ {4}change {3}/, ""),
  };
}
