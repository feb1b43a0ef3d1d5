import { releasedWith } from "./released";
import { writtenTaskDefinition } from "./written";

/** The path of a task definition whose roles are those of an account, as somebody writes it whose service exists. */
export function taskDefinitionOf(accountId: string, family: string, changes: object = {}): string {
  const role = (purpose: string) => `arn:aws:iam::${accountId}:role/${family}-${purpose}`;
  const roles = { taskRoleArn: role("task"), executionRoleArn: role("execution") };
  return writtenTaskDefinition(releasedWith({ family, ...roles, ...changes }));
}
