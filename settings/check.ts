import { nameRules } from "../modules/aws/name-rules";
import { invalidName, invalidRegion } from "../modules/findings/errors";
import type { Finding } from "../modules/findings/finding";
import { expectedType, missingSetting, noPipelines } from "./findings/errors";
import { pastedSecrets } from "./findings/pasted";
import { entryPlace, pipelinesFile, projectFile, type SettingsFinding } from "./findings/place";
import { projectFindings } from "./findings/project";
import { shapeFindings } from "./findings/shape";
import { shown } from "./findings/shown";
import { reservedStack, takenStack } from "./findings/stacks";
import { type PipelineSettings, pipelineEntrySchema } from "./schema/pipelines";
import { type ProjectSettings, projectSchema } from "./schema/project";

/** An entry whose stack can be made, if only to find what AWS would refuse in it. */
export interface CheckedEntry {
  readonly settings: PipelineSettings;
  /** Where the entry stands, in words. */
  readonly place: string;
}

/** The settings as far as stacks can be made of them, and everything that is wrong with them so far. */
export interface CheckedSettings {
  readonly project: ProjectSettings;
  readonly entries: readonly CheckedEntry[];
  readonly findings: readonly SettingsFinding[];
}

// Never written: with findings there is no output. It lets the entries be checked in the same run as a wrong project.
const placeholder: ProjectSettings = { region: "ap-northeast-1" };

const at = (change: string, findings: readonly Finding[]): readonly SettingsFinding[] =>
  findings.map((finding) => ({ ...finding, change }));

function checkProject(value: unknown): Pick<CheckedSettings, "project" | "findings"> {
  const shape = shapeFindings(projectSchema, value, "project");
  const secrets = pastedSecrets(value, "project");
  const readable = shape.readable && secrets.length === 0;
  const project = value as ProjectSettings;
  const findings = [...shape.findings, ...secrets, ...(readable ? projectFindings(project) : [])];
  return { project: findings.length === 0 ? project : placeholder, findings: at(projectFile, findings) };
}

function checkEntry(
  entries: readonly unknown[],
  index: number,
): { readonly entry: readonly CheckedEntry[]; readonly findings: readonly SettingsFinding[] } {
  const value = entries[index];
  const root = `pipelines[${index}]`;
  const place = entryPlace(value, index);
  const shape = shapeFindings(pipelineEntrySchema, value, root);
  const secrets = pastedSecrets(value, root);
  const taken = takenStack(entries, index);
  const found = [...shape.findings, ...secrets, ...taken];
  if (!shape.readable || secrets.length > 0) return { entry: [], findings: at(place, found) };

  const settings = value as PipelineSettings;
  const stack = [
    ...invalidName(`${root}.stack`, settings.stack, nameRules.stack),
    ...reservedStack(settings.stack, `${root}.stack`),
  ];
  const values = [
    ...(settings.region === undefined ? [] : invalidRegion(`${root}.region`, settings.region)),
    // No construct has this name: it reaches AWS inside imagedefinitions.json.
    ...invalidName(`${root}.service.containerName`, settings.service.containerName, nameRules.container),
  ];
  return {
    entry: taken.length + stack.length === 0 ? [{ settings, place }] : [],
    findings: at(place, [...found, ...stack, ...values]),
  };
}

function checkPipelines(value: unknown): Pick<CheckedSettings, "entries" | "findings"> {
  const wrong = (finding: Finding) => ({ entries: [], findings: at(pipelinesFile, [finding]) });
  const list = expectedType("array");
  if (value === undefined) return wrong(missingSetting("pipelines", list.allowed));
  if (!Array.isArray(value)) return wrong({ property: "pipelines", got: shown(value, []), ...list });
  if (value.length === 0) return wrong(noPipelines());
  // Array.from sees the gaps that a comma too many leaves.
  const checked = Array.from(value, (_, index) => checkEntry(value, index));
  return {
    entries: checked.flatMap(({ entry }) => entry),
    findings: checked.flatMap(({ findings }) => findings),
  };
}

/** Checks what the settings files export: keys, types, and what must be unique. AWS's own rules are checked by the constructs. */
export function checkSettings(project: unknown, pipelines: unknown): CheckedSettings {
  const checked = checkProject(project);
  const { entries, findings } = checkPipelines(pipelines);
  return { project: checked.project, entries, findings: [...checked.findings, ...findings] };
}
