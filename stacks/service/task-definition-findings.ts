import type { Construct } from "constructs";
import { taskDefinitionProblems } from "../../modules/ecs/task-definition/task-definition-problems";
import { taskDefinitionWarnings } from "../../modules/ecs/task-definition/task-definition-warnings";
import { withRoles } from "../../modules/ecs/task-definition/with-roles";
import { missingFile, refusedTaskDefinition } from "../../modules/findings/blue-green-errors";
import type { Finding } from "../../modules/findings/finding";
import { warnOf } from "../../modules/findings/warnings";
import type { TaskDefinitionFile } from "./task-definition-file";

// Never written: a service that is made here gets the roles that are made with it.
const someRole = "arn:aws:iam::000000000000:role/made-here";

/** What AWS would refuse in the file that a setting names, or why it cannot be read. */
export function taskDefinitionFindings(
  property: string,
  { path, text, isMissing, problems }: TaskDefinitionFile,
  hasMadeRoles: boolean,
): readonly Finding[] {
  if (isMissing) return missingFile(property, path);
  const registered =
    text !== undefined && hasMadeRoles ? withRoles(text, { executionRoleArn: someRole }) : text;
  return [...problems, ...(registered === undefined ? [] : taskDefinitionProblems(registered))].flatMap(
    (problem) => refusedTaskDefinition(path, problem),
  );
}

/** Says what AWS takes, and what does not do what it looks like. */
export function warnOfTaskDefinition(scope: Construct, { path, text }: TaskDefinitionFile): void {
  for (const { path: where, text: warning } of text === undefined ? [] : taskDefinitionWarnings(text)) {
    warnOf(scope, `${path} ${where}: ${warning}`);
  }
}
