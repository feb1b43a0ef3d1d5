import { missingPython } from "./moto/python";

/** One line that says what this machine lacks to run the local AWS and how to get it; undefined when nothing. */
export function missingForLocalAws(): string | undefined {
  return missingPython();
}

/** The local AWS can't start on this machine; the message says what is missing and how to get it. */
export class LocalAwsUnavailable extends Error {
  override readonly name = "LocalAwsUnavailable";
}
