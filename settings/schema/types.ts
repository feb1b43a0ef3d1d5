import { z } from "zod/mini";
import { closestAlternative } from "./closest-alternative";

type Shape<T> = { readonly [K in keyof T]-?: z.ZodMiniType<Exclude<T[K], undefined>> };

/** A key that may be left out. Written as `undefined` it is refused, because that would hide the default. */
export const optional = <T>(type: z.ZodMiniType<T>): z.ZodMiniType<T> =>
  z.exactOptional(type) as unknown as z.ZodMiniType<T>;

/** An object with the keys of `T` and no other: the compiler holds schema and type together. */
export function strict<T>() {
  return (shape: Shape<T>): z.ZodMiniType<T> => {
    const allowed = Object.keys(shape).join(", ");
    return z.strictObject(shape as Record<string, z.ZodMiniType>, {
      error: (issue) => (issue.code === "unrecognized_keys" ? allowed : undefined),
    }) as unknown as z.ZodMiniType<T>;
  };
}

export const string = z.string();
export const boolean = z.boolean();
export const number = z.number();
export const strings = z.readonly(z.array(z.string()));
export const stringMap = z.readonly(z.record(z.string(), z.string()));

/** One of several objects, told apart by what stands under `key`. */
export function oneOf<T>(key: string, schemas: readonly z.ZodMiniType<T>[]): z.ZodMiniType<T> {
  // `strict` hides from the compiler, not from zod, that every schema is an object with a literal under `key`.
  const options = schemas as unknown as [z.ZodMiniObject, ...z.ZodMiniObject[]];
  return z.discriminatedUnion(key, options) as unknown as z.ZodMiniType<T>;
}

/** The shapes of each schema that `either` made, which zod does not know. */
export const shapes = new WeakMap<object, readonly z.ZodMiniType[]>();

/**
 * One of several shapes. What is wrong is said of the one that was meant; where that cannot be told, `allowed` says in
 * words what all of them are.
 */
export function either<T>(allowed: string, schemas: readonly z.ZodMiniType<T>[]): z.ZodMiniType<T> {
  const anyOf = z.unknown().check(({ value, issues }) => {
    const alternatives = schemas.map((schema) => schema.safeParse(value).error?.issues ?? []);
    if (alternatives.some((alternative) => alternative.length === 0)) return;
    const meant = closestAlternative(alternatives) ?? [
      { code: "custom", path: [], message: allowed, params: { alternatives: schemas } },
    ];
    issues.push(...meant.map((issue) => ({ ...issue, input: value }) as z.core.$ZodRawIssue));
  });
  shapes.set(anyOf, schemas);
  return anyOf as unknown as z.ZodMiniType<T>;
}
