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

/** The text as AWS gets it: with the roles that are made here. */
const registeredText = ({ text }: TaskDefinitionFile, hasMadeRoles: boolean): string | undefined =>
  text !== undefined && hasMadeRoles ? withRoles(text, { executionRoleArn: someRole }) : text;

/** What AWS would refuse in the file that a setting names, or why it cannot be read. */
export function taskDefinitionFindings(
  property: string,
  file: TaskDefinitionFile,
  hasMadeRoles: boolean,
): readonly Finding[] {
  const { path, isMissing, problems } = file;
  if (isMissing) return missingFile(property, path);
  const registered = registeredText(file, hasMadeRoles);
  return [...problems, ...(registered === undefined ? [] : taskDefinitionProblems(registered))].flatMap(
    (problem) => refusedTaskDefinition(path, problem),
  );
}

/** Says what AWS takes, and what does not do what it looks like. */
export function warnOfTaskDefinition(
  scope: Construct,
  file: TaskDefinitionFile,
  hasMadeRoles: boolean,
): void {
  const registered = registeredText(file, hasMadeRoles);
  const warnings = registered === undefined ? [] : taskDefinitionWarnings(registered);
  for (const { path, text } of warnings) warnOf(scope, `${file.path} ${path}: ${text}`);
}
