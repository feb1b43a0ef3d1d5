import type { Construct } from "constructs";
import { taskDefinitionProblems } from "../../modules/ecs/task-definition/task-definition-problems";
import { taskDefinitionWarnings } from "../../modules/ecs/task-definition/task-definition-warnings";
import { withRoles } from "../../modules/ecs/task-definition/with-roles";
import { refusedTaskDefinition } from "../../modules/findings/blue-green-errors";
import { check } from "../../modules/findings/check";
import { warnOf } from "../../modules/findings/warnings";
import type { BlueGreenServiceSettings } from "../../settings/schema/blue-green-service";
import type { TaskDefinitionFile } from "./task-definition-file";

// Never written: a release gets the roles that are made here.
const someRole = "arn:aws:iam::000000000000:role/made-here";

/** Checks the task definition of an entry as AWS will when a release registers it. */
export function checkTaskDefinition(
  scope: Construct,
  { create }: BlueGreenServiceSettings,
  file: TaskDefinitionFile | undefined,
): void {
  if (file === undefined) return;
  const { path, text } = file;
  const registered = create && text !== undefined ? withRoles(text, { executionRoleArn: someRole }) : text;
  const warnings = registered === undefined ? [] : taskDefinitionWarnings(registered);
  for (const warning of warnings) warnOf(scope, `${path} ${warning.path}: ${warning.text}`);
  check(scope, () => [
    ...file.findings,
    ...[...file.problems, ...(registered === undefined ? [] : taskDefinitionProblems(registered))].flatMap(
      (problem) => refusedTaskDefinition(path, problem),
    ),
  ]);
}
