import { problemsOf } from "../../report/problems";
import { checkSettings } from "../../settings/check";
import { createStack } from "../../stacks/systems";
import { unwrittenApp } from "./bare-stack";
import { project as minimalProject } from "./minimal-entries";

/** The problems that a synth of these settings would report, as it would write them. Settings of any shape. */
export function problems(entries: unknown, project: unknown = minimalProject): readonly string[] {
  const checked = checkSettings(project, entries);
  const app = unwrittenApp();
  for (const { settings } of checked.entries) createStack(app, checked.project, settings);
  return problemsOf(checked.findings, app, checked.entries);
}
