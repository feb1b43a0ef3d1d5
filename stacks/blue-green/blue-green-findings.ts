import type { TaskDefinitionFacts } from "../../modules/ecs/task-definition/task-definition-facts";
import {
  migrationOrStages,
  oneDeployment,
  oneExecutionAtATime,
  oneMigration,
} from "../../modules/findings/blue-green-errors";
import type { Finding } from "../../modules/findings/finding";
import type { BlueGreenStageActionSettings } from "../../settings/schema/blue-green-stages";
import { blueGreenStagesOf, type EcrPushBlueGreenSettings } from "../../settings/schema/ecr-push-blue-green";
import { actionsOf, type StageOf } from "../../settings/schema/release-path";
import { testFindings } from "../release/test-findings";
import { imageFindings } from "./image-findings";
import { migrationsOf } from "./migration";
import { migrationFindings } from "./migration-findings";
import { serviceFindings } from "./service-findings";

type Findings = readonly Finding[];

function stageFindings(settings: EcrPushBlueGreenSettings): Findings {
  const { migration, stages } = settings;
  const all: readonly StageOf<BlueGreenStageActionSettings>[] = blueGreenStagesOf(settings);
  const deployments = all.flatMap(actionsOf).filter(({ type }) => type === "blue-green");
  return [
    ...(migration && stages ? migrationOrStages(migration.command) : []),
    ...oneDeployment("stages", deployments.length),
    ...oneMigration("stages", migrationsOf(settings).length),
    ...testFindings(all, false),
  ];
}

/** What contradicts itself in a blue/green release, and with the task definition where its text is known. */
export function blueGreenFindings(
  settings: EcrPushBlueGreenSettings,
  facts: TaskDefinitionFacts | undefined,
): Findings {
  const { pipeline } = settings;
  return [
    ...imageFindings(settings, facts),
    ...stageFindings(settings),
    ...migrationFindings(settings, facts),
    ...serviceFindings(settings, facts),
    ...(pipeline?.executionMode === "PARALLEL"
      ? oneExecutionAtATime("pipeline.executionMode", pipeline.executionMode)
      : []),
  ];
}
