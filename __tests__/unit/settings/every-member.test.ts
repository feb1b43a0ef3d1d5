import { expect, it } from "vitest";
import type { z } from "zod/mini";
import { projectSchema } from "../../../settings/schema/project";
import { shapes } from "../../../settings/schema/types";
import { stackSchema } from "../../../systems";
import {
  completeConnection,
  completeEcrPush,
  completeGithubConnection,
  completeGithubV1,
  completeProjects,
  localProject,
  otherMembers,
} from "../../support/complete-entries";
import { problems } from "../../support/problems";

type Definition = Readonly<Record<string, unknown>> & { readonly type: string };

const definitionOf = (schema: z.ZodMiniType): Definition => schema._zod.def as unknown as Definition;

/** Every key of a schema, and every member of its enumerations, as `build.computeType = BUILD_GENERAL1_SMALL`. */
function ofSchema(schema: z.ZodMiniType, path: string): readonly string[] {
  const definition = definitionOf(schema);
  const inner = (key: string, at = path) => ofSchema(definition[key] as z.ZodMiniType, at);
  const member = (value: unknown) => `${path} = ${value}`;
  switch (definition.type) {
    case "object":
      return Object.entries(definition.shape as Record<string, z.ZodMiniType>).flatMap(([key, value]) => [
        `${path}.${key}`,
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

// Users name what stands in these themselves.
const isFree = (path: string): boolean => /\.(environmentVariables|defaultTags)$/.test(path);

/** The same of a value. */
function ofValue(value: unknown, path: string): readonly string[] {
  if (typeof value === "string") return [`${path} = ${value}`];
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
  ...otherMembers,
];

it.each([
  ["stacks", stackSchema, entries],
  ["project", projectSchema, [...completeProjects, localProject]],
] as const)("every key and every member of %s stands in the complete settings", (root, schema, values) => {
  const all = ofSchema(schema, root);
  const stands = new Set(values.flatMap((value) => ofValue(value, root)));
  expect(all.length).toBeGreaterThan(5);
  expect(all.filter((item) => !stands.has(item))).toEqual([]);
});

it("the other members are accepted, each in an entry of its own", () => {
  const wrong = otherMembers.flatMap((entry) => problems([entry]));
  expect(wrong).toEqual([]);
});
