import type { z } from "zod";
import { nameRules } from "../modules/aws/name-rules";
import {
  duplicates,
  invalidAccount,
  invalidName,
  invalidRegion,
  invalidSetting,
} from "../modules/findings/errors";
import type { Finding } from "../modules/findings/finding";
import { type PipelineSettings, pipelineEntrySchema } from "./schema/pipelines";
import { type ProjectSettings, projectSchema } from "./schema/project";

/** The settings that can be built, and everything that is wrong with the others. */
export interface CheckedSettings {
  readonly pipelines: readonly PipelineSettings[];
  readonly findings: readonly Finding[];
}

const projectFile = "settings/project.ts";
const pipelinesFile = "settings/pipelines.ts";

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

const depth = (issues: readonly Issue[]): number => Math.max(0, ...issues.map(({ path }) => path.length));

/** The issues that a person can act on: of a union, those of the alternative that was meant, if one can be told. */
function leaves(issue: Issue): readonly Issue[] {
  if (issue.code !== "invalid_union" || issue.errors.length === 0) return [issue];
  const meant = [...issue.errors].sort((a, b) => depth(b) - depth(a) || a.length - b.length)[0] ?? [];
  if (depth(meant) < 2) return [issue];
  return meant.flatMap(leaves).map((leaf) => ({ ...leaf, path: [...issue.path, ...leaf.path] }));
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key],
    root,
  );
}

function written(path: Path): string {
  return path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
}

function shapeFindings(schema: z.ZodType, value: unknown, where: string): readonly Finding[] {
  const issues = schema.safeParse(value).error?.issues ?? [];
  return issues.flatMap(leaves).map((issue) => {
    const unknownKeys = issue.code === "unrecognized_keys" ? issue.keys : undefined;
    return invalidSetting(`${where}${written(issue.path)}`, unknownKeys ?? valueAt(value, issue.path), {
      unknownKey: unknownKeys !== undefined,
      allowed: issue.message,
    });
  });
}

function projectFindings(project: ProjectSettings): readonly Finding[] {
  return [
    ...invalidRegion(`${projectFile} region`, project.region),
    ...(project.allowedAccountIds ?? []).flatMap((account, index) =>
      invalidAccount(`${projectFile} allowedAccountIds[${index}]`, account),
    ),
  ];
}

function entryFindings(entry: PipelineSettings, where: string): readonly Finding[] {
  return [
    ...invalidName(`${where}.stack`, entry.stack, nameRules.stack),
    ...(entry.region === undefined ? [] : invalidRegion(`${where}.region`, entry.region)),
  ];
}

/** Checks the shape of all settings: keys, types, and what must be unique. AWS's own rules are checked by the constructs. */
export function checkSettings(
  project: ProjectSettings,
  pipelines: readonly PipelineSettings[],
): CheckedSettings {
  const shape = shapeFindings(projectSchema, project, projectFile);
  const entries = pipelines.map((entry, index) => {
    const where = `${pipelinesFile} [${index}]`;
    const wrong = shapeFindings(pipelineEntrySchema, entry, where);
    return { entry, findings: wrong.length > 0 ? wrong : entryFindings(entry, where) };
  });
  const stacks = pipelines.map((entry) => entry?.stack).filter((stack) => typeof stack === "string");
  const repeated = duplicates(`${pipelinesFile} stack`, stacks, "names a stack");
  const findings = [
    ...(shape.length > 0 ? shape : projectFindings(project)),
    ...entries.flatMap((checked) => checked.findings),
    ...repeated,
  ];
  const sound = shape.length === 0 && repeated.length === 0;
  return {
    pipelines: sound
      ? entries.filter((checked) => checked.findings.length === 0).map(({ entry }) => entry)
      : [],
    findings,
  };
}
