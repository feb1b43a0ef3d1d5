import { expect, it } from "vitest";
import type { z } from "zod/mini";
import { projectSchema } from "../../../settings/schema/project";
import { shapes } from "../../../settings/schema/types";
import { stackSchema } from "../../../systems";
import {
  completeCloudfront,
  completeKeptCloudfront,
} from "../../support/complete-entries/cloudfront-continuous-deployment";
import { completeCommitStatus } from "../../support/complete-entries/commit-status";
import { completeBlueGreen, completeBlueGreenPath } from "../../support/complete-entries/ecr-push-blue-green";
import { completeEcrPush, completeReleasePath } from "../../support/complete-entries/ecr-push-to-ecs";
import {
  completeGithubActions,
  completeGithubActionsKey,
} from "../../support/complete-entries/github-actions-to-ecs";
import { completeGithubConnection } from "../../support/complete-entries/github-connection";
import { completeConnection, completeGithubV1 } from "../../support/complete-entries/github-to-ecs";
import { completeProjects } from "../../support/complete-entries/projects";
import { localProject, otherMembers, refusedMembers } from "../../support/other-members";
import { problems } from "../../support/problems";
import { definitionOf } from "../../support/schema-definition";

/** A key of an object, or a member of an enumeration, such as `build.computeType = BUILD_GENERAL1_SMALL`. */
interface Item {
  readonly schema: z.ZodMiniType;
  readonly name: string;
  readonly path: string;
}

function ofSchema(schema: z.ZodMiniType, path: string): readonly Item[] {
  const definition = definitionOf(schema);
  const inner = (key: string, at = path) => ofSchema(definition[key] as z.ZodMiniType, at);
  const member = (value: unknown): Item => ({ schema, name: String(value), path: `${path} = ${value}` });
  switch (definition.type) {
    case "object":
      return Object.entries(definition.shape as Record<string, z.ZodMiniType>).flatMap(([key, value]) => [
        { schema, name: key, path: `${path}.${key}` },
        ...ofSchema(value, `${path}.${key}`),
      ]);
    case "optional":
    case "readonly":
      return inner("innerType");
    case "array":
      return inner("element", `${path}[]`);
    case "record":
      return inner("valueType", `${path}.*`);
    case "enum":
      return Object.values(definition.entries as Record<string, string>).map(member);
    case "literal":
      return (definition.values as readonly unknown[]).map(member);
    case "union":
      return (definition.options as readonly z.ZodMiniType[]).flatMap((option) => ofSchema(option, path));
    case "unknown":
      return (shapes.get(schema) ?? []).flatMap((shape) => ofSchema(shape, path));
    default:
      return [];
  }
}

/** The items of a schema, by all the paths that lead to each: what several objects share need stand in one. */
function pathsOfItems(schema: z.ZodMiniType, root: string): readonly (readonly string[])[] {
  const bySchema = new Map<z.ZodMiniType, Map<string, string[]>>();
  for (const { schema: owner, name, path } of ofSchema(schema, root)) {
    const names = bySchema.get(owner) ?? new Map<string, string[]>();
    bySchema.set(owner, names.set(name, [...(names.get(name) ?? []), path]));
  }
  return [...bySchema.values()].flatMap((names) => [...names.values()]);
}

// Users name what stands in these themselves.
const isFree = (path: string): boolean =>
  /\.(environmentVariables|defaultTags|crossRegionArtifactStores)$/.test(path);

/** The same of a value. */
function ofValue(value: unknown, path: string): readonly string[] {
  if (typeof value === "string" || value === true) return [`${path} = ${value}`];
  if (Array.isArray(value)) return value.flatMap((item) => ofValue(item, `${path}[]`));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = `${path}.${isFree(path) ? "*" : key}`;
    return [at, ...ofValue(inner, at)];
  });
}

const entries = [
  completeGithubV1,
  completeConnection,
  completeEcrPush,
  completeGithubConnection,
  completeBlueGreen,
  completeBlueGreenPath,
  completeReleasePath,
  completeCommitStatus,
  completeGithubActions,
  completeGithubActionsKey,
  completeCloudfront,
  completeKeptCloudfront,
  ...otherMembers,
  ...refusedMembers,
];

it.each([
  ["stacks", stackSchema, entries],
  ["project", projectSchema, [...completeProjects, localProject]],
] as const)("every key and every member of %s stands in the complete settings", (root, schema, values) => {
  const all = pathsOfItems(schema, root);
  const stands = new Set(values.flatMap((value) => ofValue(value, root)));
  expect(all.length).toBeGreaterThan(5);
  expect(all.filter((paths) => !paths.some((path) => stands.has(path)))).toEqual([]);
});

it("the other members are accepted, each in an entry of its own", () => {
  const wrong = otherMembers.flatMap((entry) => problems([entry]));
  expect(wrong).toEqual([]);
});

it("the members that are known so that their refusal has a reason are refused, each once", () => {
  expect(refusedMembers.map((entry) => problems([entry]).length)).toEqual(refusedMembers.map(() => 1));
});
