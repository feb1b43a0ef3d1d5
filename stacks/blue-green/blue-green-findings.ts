import {
  createWithoutFile,
  imageCount,
  imageTwice,
  migrationOrStages,
  migrationWithoutVpc,
  oneDeployment,
  oneExecutionAtATime,
  oneMigration,
} from "../../modules/findings/blue-green-errors";
import { outOfRange } from "../../modules/findings/errors";
import type { Finding } from "../../modules/findings/finding";
import type { BlueGreenStageActionSettings } from "../../settings/schema/blue-green-stages";
import { blueGreenStagesOf, type EcrPushBlueGreenSettings } from "../../settings/schema/ecr-push-blue-green";
import { actionsOf, type StageOf } from "../../settings/schema/release-path";
import { testFindings } from "../release/test-findings";
import { migrationsOf } from "./migration";

type Findings = readonly Finding[];

const timeout = {
  min: 1,
  max: 470,
  unit: "minutes",
  source: "CodeBuild: Quotas, less ten minutes for the build itself",
};

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

function migrationFindings(settings: EcrPushBlueGreenSettings): Findings {
  return migrationsOf(settings).flatMap(({ action: { runIn, vpc, timeoutInMinutes, command } }) => [
    ...(runIn === "build" && vpc === undefined ? migrationWithoutVpc("migration.vpc") : []),
    ...outOfRange("migration.timeoutInMinutes", timeoutInMinutes, timeout),
    ...outOfRange("migration.command length", command.length, {
      min: 1,
      max: 1000,
      unit: "words",
      source: "Amazon ECS API: ContainerDefinition",
    }),
  ]);
}

function imageFindings({ images }: EcrPushBlueGreenSettings): Findings {
  const names = images.flatMap(({ containerName, otherContainerNames = [] }) => [
    containerName,
    ...otherContainerNames,
  ]);
  const artifacts = images.map(({ containerName }) => containerName.replaceAll(/\W/g, "_"));
  const twice = [
    ...names.filter((name, index) => names.indexOf(name) !== index),
    ...images
      .map(({ containerName }) => containerName)
      .filter(
        (name, index) =>
          artifacts.indexOf(artifacts[index] ?? "") !== index &&
          !names.slice(0, names.indexOf(name)).includes(name),
      ),
  ];
  return [
    ...imageCount("images", images.length),
    ...[...new Set(twice)].flatMap((name) => imageTwice("images", name)),
  ];
}

/** What contradicts itself in a blue/green release. */
export function blueGreenFindings(settings: EcrPushBlueGreenSettings): Findings {
  const { service, definitions, pipeline } = settings;
  return [
    ...imageFindings(settings),
    ...stageFindings(settings),
    ...migrationFindings(settings),
    ...(service.create && definitions.taskDefinitionFile === undefined
      ? createWithoutFile("service.create")
      : []),
    ...(pipeline?.executionMode === "PARALLEL"
      ? oneExecutionAtATime("pipeline.executionMode", pipeline.executionMode)
      : []),
  ];
}
