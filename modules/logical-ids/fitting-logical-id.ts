import { createHash } from "node:crypto";

const hashLength = 8;

// What is built on a logical ID adds words to it, such as `_trust`.
const longest = 48;

/** A name of AWS's as a word of a logical ID. */
export const logicalIdWord = (name: string): string => name.toLowerCase().replaceAll(/\W/g, "_");

/** The beginning of a logical ID, and a hash that tells apart what it stands for. */
export function endedByHash(id: string, of: string, length: number): string {
  const hash = createHash("sha256").update(of).digest("hex").slice(0, hashLength);
  return `${id.slice(0, length - hashLength - 1)}_${hash}`;
}

/** A logical ID that Terraform takes, made of a text that AWS takes: one that starts with a digit gets a `_`, a long one ends in a hash. */
export function fittingLogicalId(text: string): string {
  const id = /^[a-z_]/i.test(text) ? text : `_${text}`;
  return id.length <= longest ? id : endedByHash(id, text, longest);
}
