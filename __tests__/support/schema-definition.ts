import type { z } from "zod/mini";

/** What zod knows of a schema, whatever its kind. */
export type SchemaDefinition = Readonly<Record<string, unknown>> & { readonly type: string };

export const definitionOf = (schema: z.ZodMiniType): SchemaDefinition =>
  schema._zod.def as unknown as SchemaDefinition;
