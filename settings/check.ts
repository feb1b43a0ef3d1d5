import type { z } from "zod";
import { nameRules } from "../modules/aws/name-rules";
import { invalidName, invalidRegion } from "../modules/findings/errors";
import type { Finding } from "../modules/findings/finding";
import { expectedType, missingSetting, noStacks } from "./findings/errors";
import { literalSecrets } from "./findings/literal-secrets";
import { entryLocation, projectFile, type SettingsFinding, stacksFile } from "./findings/location";
import { printable } from "./findings/printable";
import { projectFindings } from "./findings/project";
import { shapeFindings } from "./findings/shape";
import { reservedStack, takenStack } from "./findings/stack-names";
import type { CommonSettings } from "./schema/common";
import { type ProjectSettings, projectSchema } from "./schema/project";

/** An entry whose stack can be made, if only to find what AWS would refuse in it. */
export interface CheckedEntry<T extends CommonSettings = CommonSettings> {
  readonly settings: T;
  /** Where the entry stands, in words. */
  readonly location: string;
}

/** The settings as far as stacks can be made of them, and everything that is wrong with them so far. */
export interface CheckedSettings<T extends CommonSettings> {
  readonly project: ProjectSettings;
  readonly entries: readonly CheckedEntry<T>[];
  readonly findings: readonly SettingsFinding[];
}

// Never written: with findings there is no output. It lets the entries be checked in the same run as a wrong project.
const placeholder: ProjectSettings = { region: "ap-northeast-1" };

const at = (change: string, findings: readonly Finding[]): readonly SettingsFinding[] =>
  findings.map((finding) => ({ ...finding, change }));

function checkProject(value: unknown): Pick<CheckedSettings<never>, "project" | "findings"> {
  const shape = shapeFindings(projectSchema, value, "project");
  const secrets = literalSecrets(value, "project");
  const readable = shape.readable && secrets.length === 0;
  const project = value as ProjectSettings;
  const findings = [...shape.findings, ...secrets, ...(readable ? projectFindings(project) : [])];
  return { project: findings.length === 0 ? project : placeholder, findings: at(projectFile, findings) };
}

function checkEntry<T extends CommonSettings>(
  schema: z.ZodType<T>,
  entries: readonly unknown[],
  index: number,
): { readonly entry: readonly CheckedEntry<T>[]; readonly findings: readonly SettingsFinding[] } {
  const value = entries[index];
  const root = `stacks[${index}]`;
  const location = entryLocation(value, index);
  const shape = shapeFindings(schema, value, root);
  const secrets = literalSecrets(value, root);
  const taken = takenStack(entries, index);
  const found = [...shape.findings, ...secrets, ...taken];
  if (!shape.readable || secrets.length > 0) return { entry: [], findings: at(location, found) };

  const settings = value as T;
  const stack = [
    ...invalidName(`${root}.stack`, settings.stack, nameRules.stack),
    ...reservedStack(settings.stack, `${root}.stack`),
  ];
  const values = [...(settings.region === undefined ? [] : invalidRegion(`${root}.region`, settings.region))];
  return {
    entry: taken.length + stack.length === 0 ? [{ settings, location }] : [],
    findings: at(location, [...found, ...stack, ...values]),
  };
}

function checkStacks<T extends CommonSettings>(
  schema: z.ZodType<T>,
  value: unknown,
): Pick<CheckedSettings<T>, "entries" | "findings"> {
  const wrong = (finding: Finding) => ({ entries: [], findings: at(stacksFile, [finding]) });
  const list = expectedType("array");
  if (value === undefined) return wrong(missingSetting("stacks", list.allowed));
  if (!Array.isArray(value)) return wrong({ property: "stacks", got: printable(value, []), ...list });
  if (value.length === 0) return wrong(noStacks());
  // Array.from sees the gaps that a comma too many leaves.
  const checked = Array.from(value, (_, index) => checkEntry(schema, value, index));
  return {
    entries: checked.flatMap(({ entry }) => entry),
    findings: checked.flatMap(({ findings }) => findings),
  };
}

/** Checks what the settings files export: keys, types, and what must be unique. AWS's own rules are checked by the constructs. */
export function checkSettings<T extends CommonSettings>(
  schema: z.ZodType<T>,
  project: unknown,
  stacks: unknown,
): CheckedSettings<T> {
  const checked = checkProject(project);
  const { entries, findings } = checkStacks(schema, stacks);
  return { project: checked.project, entries, findings: [...checked.findings, ...findings] };
}
