import type { Construct } from "constructs";
import { BuildProject } from "../../modules/codebuild/build-project";
import { shippedBuildspec } from "../../modules/codebuild/buildspec";
import type { MigrationTask } from "../../modules/ecs/task-definition/migration-task-definition";
import type { Artifact } from "../../modules/pipeline/artifact";
import { defined } from "../../modules/terraform/defined";
import type { EcrPushBlueGreenSettings } from "../../settings/schema/ecr-push-blue-green";
import type { Defaults } from "../defaults";
import type { Service } from "./service";

export interface ReleaseFilesProps {
  readonly settings: EcrPushBlueGreenSettings;
  readonly defaults: Defaults;
  readonly service: Service;
  /** The artifacts that hold the images, by container. */
  readonly images: Readonly<Record<string, Artifact>>;
  readonly migration: MigrationTask | undefined;
}

/** The project that makes a release's files: images and roles go into the task definition, and what AWS would refuse is found. */
export function releaseFiles(
  scope: Construct,
  { settings, defaults, ...props }: ReleaseFilesProps,
): BuildProject {
  const { build } = settings;
  const { name, logicalId, kmsKeyArn } = defaults;
  return new BuildProject(
    scope,
    "build",
    defined({
      logicalId,
      projectName: name,
      kmsKeyArn,
      ...build,
      buildspec: build?.buildspec ?? shippedBuildspec("release-files.yml"),
      environmentVariables: { ...variablesOf(settings, props), ...build?.environmentVariables },
    }),
  );
}

function variablesOf(
  { definitions }: EcrPushBlueGreenSettings,
  { service, images, migration }: Omit<ReleaseFilesProps, "settings" | "defaults">,
): Readonly<Record<string, string>> {
  const artifacts = Object.entries(images).map(([container, { artifactName }]) => [container, artifactName]);
  return defined({
    IMAGE_ARTIFACTS: JSON.stringify(Object.fromEntries(artifacts)),
    TASK_ROLE_ARN: service.made?.taskRoleArn,
    EXECUTION_ROLE_ARN: service.made?.executionRoleArn,
    IMAGE_PLACEHOLDERS: definitions.imagePlaceholders ? "true" : undefined,
    MIGRATION_FAMILY: migration?.family,
    MIGRATION_CONTAINER: migration?.containerName,
    MIGRATION_COMMAND: migration && JSON.stringify(migration.command),
  }) as Readonly<Record<string, string>>;
}
