import type { Construct } from "constructs";
import type { MigrationTask } from "../../modules/ecs/task-definition/migration-task-definition";
import { portNotMapped } from "../../modules/findings/blue-green-errors";
import { check } from "../../modules/findings/check";
import { unknownContainer } from "../../modules/findings/ecs-errors";
import type { Finding } from "../../modules/findings/finding";
import type { EcrPushBlueGreenSettings } from "../../settings/schema/ecr-push-blue-green";
import type { TaskDefinitionFile } from "../service/task-definition-file";
import { taskDefinitionFindings, warnOfTaskDefinition } from "../service/task-definition-findings";

type Findings = readonly Finding[];

function settingsFindings(
  { images, service }: EcrPushBlueGreenSettings,
  { facts }: TaskDefinitionFile,
  migration: MigrationTask | undefined,
): Findings {
  if (facts === undefined) return [];
  const containers = facts.containers.map(({ name }) => name);
  const balanced = facts.containers.find(({ name }) => name === service.containerName);
  const ofMigration = migration
    ? unknownContainer("migration.migrationContainer", migration.containerName, containers)
    : [];
  // A service that is made here holds them against its first revision itself.
  if (service.create) return ofMigration;
  return [
    ...images.flatMap(({ containerName, otherContainerNames = [] }, index) => [
      ...unknownContainer(`images[${index}].containerName`, containerName, containers),
      ...otherContainerNames.flatMap((name, other) =>
        unknownContainer(`images[${index}].otherContainerNames[${other}]`, name, containers),
      ),
    ]),
    ...unknownContainer("service.containerName", service.containerName, containers),
    ...(balanced
      ? portNotMapped("service.containerPort", service.containerPort, balanced.name, balanced.ports)
      : []),
    ...ofMigration,
  ];
}

/** Checks the task definition of an entry as AWS will when a release registers it, and holds the settings against it. */
export function checkTaskDefinition(
  scope: Construct,
  settings: EcrPushBlueGreenSettings,
  file: TaskDefinitionFile | undefined,
  migration: MigrationTask | undefined,
): void {
  if (file === undefined) return;
  warnOfTaskDefinition(scope, file);
  check(scope, () => [
    ...taskDefinitionFindings("definitions.taskDefinitionFile", file, settings.service.create !== undefined),
    ...settingsFindings(settings, file, migration),
  ]);
}
