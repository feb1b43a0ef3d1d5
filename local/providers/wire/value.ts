import { isDeepStrictEqual } from "node:util";
import { decode, ExtData, encode } from "@msgpack/msgpack";
import type { DynamicValue } from "./messages";

/** A Terraform value: null is "not set", an ExtData is "not known until apply". */
export type Value =
  | null
  | string
  | number
  | boolean
  | ExtData
  | readonly Value[]
  | { readonly [name: string]: Value };

/** The value of a whole resource or provider block, by attribute and block name. */
export type ObjectValue = { readonly [name: string]: Value };

/** What a plan answers for a value that only apply can tell. */
export const UNKNOWN: Value = new ExtData(0, new Uint8Array([0]));

/** Terraform marks unknown values with several extension types (0, and 12 for a value it knows something about). */
export function isUnknown(value: Value): value is ExtData {
  return value instanceof ExtData;
}

/** Two values are equal only when both are known to be. */
export function sameValue(one: Value, other: Value): boolean {
  return isWhollyKnown(one) && isWhollyKnown(other) && isDeepStrictEqual(one, other);
}

export function isObjectValue(value: Value | undefined): value is ObjectValue {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof ExtData);
}

/** Reads a whole object off the wire; null is an object that does not exist. */
export function decodeObject(message: DynamicValue | null): ObjectValue | null {
  if (!message || message.msgpack.length === 0) return null;
  const value = decode(message.msgpack) as Value;
  if (value === null) return null;
  if (!isObjectValue(value))
    throw new TypeError("Terraform sent a value that is no object where one is due.");
  return value;
}

export function encodeObject(value: ObjectValue | null): DynamicValue {
  return { msgpack: encode(value) };
}

function isWhollyKnown(value: Value): boolean {
  if (isUnknown(value)) return false;
  if (Array.isArray(value)) return value.every(isWhollyKnown);
  return isObjectValue(value) ? Object.values(value).every(isWhollyKnown) : true;
}
