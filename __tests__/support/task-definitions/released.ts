import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Its path as settings name it. */
export const releasedFile = "__tests__/support/task-definitions/released.json";

/** A task definition with both roles and a container `app`, such as releases of a service that exists start from. */
export const released = readFileSync(join(__dirname, "released.json"), "utf8");

/** It with changes, as text. */
export const releasedWith = (changes: object): string =>
  JSON.stringify({ ...(JSON.parse(released) as object), ...changes }, undefined, 2);
