import { randomInt } from "node:crypto";

const CAPITALS_AND_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/** Random capitals and digits, which several services make their ids of. */
export function randomId(length: number): string {
  return Array.from({ length }, () => CAPITALS_AND_DIGITS[randomInt(CAPITALS_AND_DIGITS.length)]).join("");
}
