import { arnOf } from "../../modules/aws/current";
import { BuildProject } from "../../modules/codebuild/build-project";
import { shippedBuildspec } from "../../modules/codebuild/buildspec";
import type { IImageRepository } from "../../modules/ecr/existing-image-repository";
import { pullImages } from "../../modules/ecr/pull-images";
import { passRole } from "../../modules/iam/pass-role";
import type { Statement } from "../../modules/iam/statement";
import type { Artifact } from "../../modules/pipeline/artifact";
import { CodeBuildAction } from "../../modules/pipeline/builds/code-build-action";
import { defined } from "../../modules/terraform/defined";
import type { MigrateActionSettings } from "../../settings/schema/blue-green-stages";
import type { Defaults } from "../defaults";
import type { StepPlace } from "../release/release-path";
import { timeLimits } from "./migration-timeout";

export interface MigrateStepProps {
  readonly defaults: Defaults;
  readonly clusterName: string;
  readonly serviceName: string;
  /** The container that runs the migration. */
  readonly containerName: string;
  /** Family of the migration's task definition. */
  readonly family: string;
  /** ARNs of the roles that the task definition names. */
  readonly taskRoleArns: readonly string[];
  readonly repositories: readonly IImageRepository[];
  /** The artifact with the migration's task definition. */
  readonly built: Artifact;
}

/** Runs the migration of the new image, as a one-off task or in the build itself. */
export function migrateStep(
  props: MigrateStepProps,
  {
    type: _,
    actionName = "Migrate",
    runOrder,
    command: __,
    migrationContainer: ___,
    ...settings
  }: MigrateActionSettings,
  place: StepPlace,
): CodeBuildAction {
  const { runIn = "task", timeoutInMinutes: given, environmentVariables, ...build } = settings;
  const { timeoutInMinutes, buildTimeout } = timeLimits(given);
  const { logicalId, projectName } = place.names();
  const project = new BuildProject(
    place.scope(),
    actionName,
    defined({
      logicalId,
      roleLogicalId: logicalId,
      projectName: `${props.defaults.name}-${projectName}`,
      kmsKeyArn: props.defaults.kmsKeyArn,
      ...build,
      buildTimeout,
      buildspec: shippedBuildspec(runIn === "task" ? "migrate.yml" : "migrate-in-build.yml"),
      privilegedMode: runIn === "build",
      environmentVariables: {
        ...environmentVariables,
        CONTAINER_NAME: props.containerName,
        TIMEOUT_IN_MINUTES: String(timeoutInMinutes),
        ...(runIn === "task" ? taskVariables(props) : buildVariables(environmentVariables)),
      },
    }),
  );
  project.role.allow(...(runIn === "task" ? runTask(project, props) : pullImages(props.repositories)));
  return new CodeBuildAction({
    actionName,
    ...defined({ runOrder }),
    project,
    input: props.built,
    outputs: [],
  });
}

const taskVariables = ({ clusterName, serviceName }: MigrateStepProps): Readonly<Record<string, string>> => ({
  CLUSTER: clusterName,
  SERVICE: serviceName,
});

const buildVariables = (
  variables: MigrateActionSettings["environmentVariables"] = {},
): Readonly<Record<string, string>> => ({ CONTAINER_VARIABLES: Object.keys(variables).join(" ") });

/** What it takes to run the migration's task definition once, in the service's cluster and as its roles. */
function runTask(
  scope: BuildProject,
  { clusterName, serviceName, family, taskRoleArns }: MigrateStepProps,
): readonly Statement[] {
  const ofFamily = arnOf(scope, "ecs", `task-definition/${family}:*`);
  const cluster = arnOf(scope, "ecs", `cluster/${clusterName}`);
  return [
    // AWS documents it with "*" only.
    { actions: ["ecs:RegisterTaskDefinition"], resources: ["*"] },
    {
      actions: ["ecs:TagResource"],
      resources: [ofFamily],
      conditions: [
        { test: "StringEquals", variable: "ecs:CreateAction", values: ["RegisterTaskDefinition"] },
      ],
    },
    {
      actions: ["ecs:RunTask"],
      resources: [ofFamily],
      conditions: [{ test: "ArnEquals", variable: "ecs:cluster", values: [cluster] }],
    },
    {
      actions: ["ecs:DescribeTasks", "ecs:StopTask"],
      resources: [arnOf(scope, "ecs", `task/${clusterName}/*`)],
    },
    {
      actions: ["ecs:DescribeServices"],
      resources: [arnOf(scope, "ecs", `service/${clusterName}/${serviceName}`)],
    },
    ...(taskRoleArns.length > 0 ? [passRole(taskRoleArns, ["ecs-tasks.amazonaws.com"])] : []),
  ];
}
