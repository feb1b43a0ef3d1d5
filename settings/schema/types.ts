import { z } from "zod";
import { closestAlternative } from "./closest-alternative";

type Shape<T> = { readonly [K in keyof T]-?: z.ZodType<Exclude<T[K], undefined>> };

/** A key that may be left out. Written as `undefined` it is refused, because that would hide the default. */
export const optional = <T>(type: z.ZodType<T>): z.ZodType<T> =>
  z.exactOptional(type) as unknown as z.ZodType<T>;

/** An object with the keys of `T` and no other: the compiler holds schema and type together. */
export function strict<T>() {
  return (shape: Shape<T>): z.ZodType<T> => {
    const allowed = Object.keys(shape).join(", ");
    return z.strictObject(shape as Record<string, z.ZodType>, {
      error: (issue) => (issue.code === "unrecognized_keys" ? allowed : undefined),
    }) as unknown as z.ZodType<T>;
  };
}

export const string = z.string();
export const boolean = z.boolean();
export const number = z.number();
export const strings = z.array(z.string()).readonly();
export const stringMap = z.record(z.string(), z.string()).readonly();

/** One of several objects, told apart by what stands under `key`. */
export function oneOf<T>(key: string, schemas: readonly z.ZodType<T>[]): z.ZodType<T> {
  // `strict` hides from the compiler, not from zod, that every schema is an object with a literal under `key`.
  const options = schemas as unknown as [z.ZodObject, ...z.ZodObject[]];
  return z.discriminatedUnion(key, options) as unknown as z.ZodType<T>;
}

/**
 * One of several shapes. What is wrong is said of the one that was meant; where that cannot be told, `allowed` says in
 * words what all of them are.
 */
export function either<T>(allowed: string, schemas: readonly z.ZodType<T>[]): z.ZodType<T> {
  return z.unknown().check(({ value, issues }) => {
    const alternatives = schemas.map((schema) => schema.safeParse(value).error?.issues ?? []);
    if (alternatives.some((alternative) => alternative.length === 0)) return;
    const meant = closestAlternative(alternatives) ?? [
      { code: "custom", path: [], message: allowed, params: { alternatives: schemas } },
    ];
    issues.push(...meant.map((issue) => ({ ...issue, input: value }) as z.core.$ZodRawIssue));
  }) as unknown as z.ZodType<T>;
}
