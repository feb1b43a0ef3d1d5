import type { Construct } from "constructs";
import { taskDefinitionProblems } from "../../modules/ecs/task-definition/task-definition-problems";
import { taskDefinitionWarnings } from "../../modules/ecs/task-definition/task-definition-warnings";
import { withRoles } from "../../modules/ecs/task-definition/with-roles";
import { missingFile, refusedTaskDefinition } from "../../modules/findings/blue-green-errors";
import { check } from "../../modules/findings/check";
import { warnOf } from "../../modules/findings/warnings";
import type { TaskDefinitionFile } from "./task-definition-file";

export interface NamedTaskDefinition {
  /** The setting that names the file. */
  readonly property: string;
  readonly file: TaskDefinitionFile;
  /** Whether its execution role is made here, whatever the file says. */
  readonly hasMadeRoles: boolean;
}

// Never written: the task definition gets the roles that are made here.
const someRole = "arn:aws:iam::000000000000:role/made-here";

/** Checks the task definition that settings name as AWS will when it is registered. */
export function checkTaskDefinition(
  scope: Construct,
  { property, file, hasMadeRoles }: NamedTaskDefinition,
): void {
  const { path, text, isMissing, problems } = file;
  const registered =
    hasMadeRoles && text !== undefined ? withRoles(text, { executionRoleArn: someRole }) : text;
  const warnings = registered === undefined ? [] : taskDefinitionWarnings(registered);
  for (const warning of warnings) warnOf(scope, `${path} ${warning.path}: ${warning.text}`);
  check(scope, () => [
    ...(isMissing ? missingFile(property, path) : []),
    ...[...problems, ...(registered === undefined ? [] : taskDefinitionProblems(registered))].flatMap(
      (problem) => refusedTaskDefinition(path, problem),
    ),
  ]);
}
