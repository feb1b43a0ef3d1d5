import { readFileSync } from "node:fs";
import { join } from "node:path";

const example = JSON.parse(readFileSync(join(__dirname, "example.json"), "utf8")) as object;

/** The role that the containers `app` and `proxy` start with. */
export const executionRoleArn = "arn:aws:iam::123456789012:role/app-execution";

/** The example's task definition with an execution role and changes, as text: AWS would register it as it is. */
export function withRole(changes: object = {}): string {
  return JSON.stringify({ ...example, executionRoleArn, ...changes }, undefined, 2);
}
