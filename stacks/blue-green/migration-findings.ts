import type { TaskDefinitionFacts } from "../../modules/ecs/task-definition/task-definition-facts";
import { migrationWithoutVpc } from "../../modules/findings/blue-green-errors";
import { unknownContainer } from "../../modules/findings/ecs-errors";
import type { Finding } from "../../modules/findings/finding";
import { outOfRange } from "../../modules/findings/value-errors";
import type { EcrPushBlueGreenSettings } from "../../settings/schema/ecr-push-blue-green";
import { migrationsOf, type PlacedMigration } from "./migration";
import { timeout } from "./migration-timeout";

const words = { min: 1, max: 1000, unit: "words", source: "Amazon ECS API: ContainerDefinition" };

/** What contradicts itself in the migrations of a release, and with the task definition where its text is known. */
export function migrationFindings(
  settings: EcrPushBlueGreenSettings,
  facts: TaskDefinitionFacts | undefined,
): readonly Finding[] {
  // Beside stages it is not read.
  const isShort = settings.stages === undefined;
  return migrationsOf(settings).flatMap((migration) =>
    findingsOf(migration, isShort ? "migration." : `stage "${migration.stageName}" `, facts),
  );
}

function findingsOf(
  { action }: PlacedMigration,
  at: string,
  { containers }: Pick<TaskDefinitionFacts, "containers"> = { containers: [] },
): readonly Finding[] {
  const { command, migrationContainer, runIn, timeoutInMinutes, vpc } = action;
  const names = containers.map(({ name }) => name);
  return [
    ...outOfRange(`${at}command length`, command.length, words),
    ...(migrationContainer === undefined || names.length === 0
      ? []
      : unknownContainer(`${at}migrationContainer`, migrationContainer, names)),
    ...(runIn === "build" && vpc === undefined ? migrationWithoutVpc(`${at}vpc`) : []),
    ...outOfRange(`${at}timeoutInMinutes`, timeoutInMinutes, timeout),
  ];
}
