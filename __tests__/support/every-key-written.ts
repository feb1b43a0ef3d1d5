import type { z } from "zod/mini";
import { shapes } from "../../settings/schema/types";
import { definitionOf } from "./schema-definition";

/** A key in a written text. */
export interface WrittenKey {
  /** Such as `source.token.ssmParameter`. */
  readonly path: string;
  /** Where the key starts in the text. */
  readonly offset: number;
  readonly isOptional: boolean;
  /** The one value that the key can have here, where it tells shapes apart. */
  readonly literal?: string;
}

/** A value as TypeScript, and the keys in it. */
export interface Written {
  readonly text: string;
  readonly keys: readonly WrittenKey[];
}

/** Texts one after the other, and where their keys then stand. */
export function joined(...parts: readonly (Written | string)[]): Written {
  let text = "";
  const keys: WrittenKey[] = [];
  for (const part of parts) {
    const written = typeof part === "string" ? { text: part, keys: [] } : part;
    keys.push(...written.keys.map((key) => ({ ...key, offset: key.offset + text.length })));
    text += written.text;
  }
  return { text, keys };
}

const leaf = (value: unknown): readonly Written[] => [{ text: JSON.stringify(value), keys: [] }];

const list = (values: readonly Written[]): Written =>
  joined("[\n", ...values.flatMap((value) => [value, ",\n"]), "]");

function keyOf(name: string, path: string, schema: z.ZodMiniType): Written {
  const { type, values } = definitionOf(schema);
  const literal = type === "literal" ? { literal: String((values as readonly unknown[])[0]) } : {};
  return { text: name, keys: [{ path, offset: 0, isOptional: type === "optional", ...literal }] };
}

/** As many objects as the key with the most alternatives needs; what may be left out stands in no more than it needs itself. */
function objects(shape: Readonly<Record<string, z.ZodMiniType>>, path: string): readonly Written[] {
  const members = Object.entries(shape).map(([name, schema]) => {
    const at = path === "" ? name : `${path}.${name}`;
    const isOptional = definitionOf(schema).type === "optional";
    return { key: keyOf(name, at, schema), isOptional, values: alternatives(schema, at) };
  });
  const length = Math.max(1, ...members.map(({ values }) => values.length));
  return Array.from({ length }, (_, index) => {
    const lines = members
      .filter(({ values, isOptional }) => index < values.length || !isOptional)
      .flatMap(({ key, values }) => [key, ": ", values[index] ?? values.at(-1) ?? "", ",\n"]);
    return joined("{\n", ...lines, "}");
  });
}

// Users name what stands in these themselves: no key of ours.
function record(values: readonly Written[]): Written {
  return joined("{\n", ...values.flatMap((value, index) => [`any${index}: `, value, ",\n"]), "}");
}

/** Values that together have every key that a schema knows, in every shape that it allows. */
function alternatives(schema: z.ZodMiniType, path: string): readonly Written[] {
  const definition = definitionOf(schema);
  const inner = (key: string, at = path) => alternatives(definition[key] as z.ZodMiniType, at);
  const each = (schemas: readonly z.ZodMiniType[]) => schemas.flatMap((one) => alternatives(one, path));
  switch (definition.type) {
    case "object":
      return objects(definition.shape as Record<string, z.ZodMiniType>, path);
    case "optional":
    case "readonly":
      return inner("innerType");
    case "array":
      return [list(inner("element", `${path}[]`))];
    case "record":
      return [record(inner("valueType", `${path}.*`))];
    case "union":
      return each(definition.options as readonly z.ZodMiniType[]);
    case "unknown":
      return each(shapes.get(schema) ?? []);
    case "enum":
      return leaf(Object.values(definition.entries as Record<string, string>)[0]);
    case "literal":
      return leaf((definition.values as readonly unknown[])[0]);
    case "string":
      return leaf("text");
    case "number":
      return leaf(1);
    case "boolean":
      return leaf(true);
    default:
      throw new Error(`Nothing is known of the kind "${definition.type}", which ${path} has.`);
  }
}

/** A list that has every key of a schema, each in every shape that it can have. */
export const everyKeyWritten = (schema: z.ZodMiniType): Written => list(alternatives(schema, ""));
