import type { Construct } from "constructs";
import { BlueGreenDeployment } from "../modules/codedeploy/blue-green-deployment";
import type { IImageRepository } from "../modules/ecr/existing-image-repository";
import { imagePlaceholders } from "../modules/ecs/task-definition/image-placeholders";
import type { MigrationTask } from "../modules/ecs/task-definition/migration-task-definition";
import { check } from "../modules/findings/check";
import { fittingLogicalId, logicalIdWord } from "../modules/logical-ids/fitting-logical-id";
import type { Artifact } from "../modules/pipeline/artifact";
import { CodeBuildAction } from "../modules/pipeline/builds/code-build-action";
import { CodeDeployEcs, type ImagePlaceholder } from "../modules/pipeline/deploys/code-deploy-ecs";
import { Pipeline } from "../modules/pipeline/pipeline";
import { defined } from "../modules/terraform/defined";
import type {
  BlueGreenActionSettings,
  BlueGreenStageActionSettings,
  MigrateActionSettings,
} from "../settings/schema/blue-green-stages";
import { blueGreenStagesOf, type EcrPushBlueGreenSettings } from "../settings/schema/ecr-push-blue-green";
import type { ReleaseImageSettings } from "../settings/schema/release-image";
import { blueGreenFindings } from "./blue-green/blue-green-findings";
import { Definitions } from "./blue-green/definitions";
import { migrateStep } from "./blue-green/migrate-step";
import { migrationOf } from "./blue-green/migration";
import { releaseFiles } from "./blue-green/release-files";
import { imageArtifacts, type ReleaseImage, releaseImages } from "./blue-green/release-images";
import { Service } from "./blue-green/service";
import type { Defaults } from "./defaults";
import { PipelineStack } from "./pipeline-stack";
import type { ProjectStackProps } from "./project-stack";
import { artifactStores } from "./release/artifact-stores";
import { ReleasePath, type StepPlace } from "./release/release-path";
import { type TaskDefinitionFile, taskDefinitionFile } from "./service/task-definition-file";
import { checkTaskDefinition } from "./service/task-definition-findings";

/** System 3: ECR push → migration → CodeDeploy blue/green. A release moves traffic only after its migration has succeeded. */
export class EcrPushBlueGreen extends PipelineStack {
  readonly pipeline: Pipeline;
  private readonly images: readonly ReleaseImage[];
  private readonly service: Service;
  private readonly migration: MigrationTask | undefined;
  private readonly deployment: BlueGreenDeployment;
  private readonly build: CodeBuildAction;

  constructor(
    scope: Construct,
    private readonly blueGreen: ProjectStackProps<EcrPushBlueGreenSettings>,
  ) {
    super(scope, blueGreen);
    const { settings } = blueGreen;
    const defaults = this.defaults(settings);
    const file = taskDefinitionFileOf(settings);

    this.images = releaseImages(settings, (image) => this.repositoryOf(image, defaults));
    this.service = new Service(this, "service", {
      settings: settings.service,
      defaults,
      images: this.images,
      file,
    });
    this.deployment = this.createDeployment(settings, defaults);
    this.migration = migrationOf(settings, defaults);
    const definitions = new Definitions(this, "definitions", settings, defaults, file);
    this.build = this.createBuild(settings, defaults, definitions);
    const pipelineName = settings.pipeline?.pipelineName ?? defaults.name;
    this.pipeline = new Pipeline(this, "pipeline", {
      logicalId: defaults.logicalId,
      ...settings.pipeline,
      pipelineName,
      ...artifactStores(this, { artifactStore: settings.artifactStore }, defaults),
      dependsOn: [
        ...definitions.dependencies,
        ...this.commitStatus(settings.commitStatus, pipelineName, defaults, undefined),
      ],
    })
      .stage("Source", ...this.images.map(({ source }) => source), definitions.source)
      .stage("Build", this.build);
    this.releaseBlueGreen(settings, defaults, definitions);

    this.notify(settings.notifications, defaults);
    check(this, () => blueGreenFindings(settings, file?.facts));
    this.checkFile(settings, file);
    this.outputPipeline();
    this.outputRepositories();
  }

  // Names end in the container's from the first image on, so that a second one changes nothing of the first.
  private repositoryOf(
    { containerName, imageRepository }: ReleaseImageSettings,
    { name, kmsKeyArn }: Defaults,
  ): IImageRepository {
    const logicalId = fittingLogicalId(logicalIdWord(containerName));
    const ofContainer = { name: `${name}-${containerName}`.toLowerCase(), logicalId, kmsKeyArn };
    return this.imageRepository(imageRepository, ofContainer, `image_repository_${logicalId}`);
  }

  private createDeployment({ service, deployment }: EcrPushBlueGreenSettings, defaults: Defaults) {
    const { made, loadBalancer, taskRoleArns } = this.service;
    return new BlueGreenDeployment(
      this,
      "deployment",
      defined({
        logicalId: defaults.logicalId,
        applicationName: defaults.name,
        deploymentGroupName: defaults.name,
        ...deployment,
        clusterName: service.clusterName,
        serviceName: service.serviceName,
        loadBalancer,
        taskRoles: taskRoleArns,
        dependsOn: made && [made.service],
      }),
    );
  }

  private createBuild(
    settings: EcrPushBlueGreenSettings,
    defaults: Defaults,
    { source }: Definitions,
  ): CodeBuildAction {
    const { images, service, migration } = this;
    return new CodeBuildAction({
      actionName: "Build",
      project: releaseFiles(this, { settings, defaults, service, images: imageArtifacts(images), migration }),
      input: source.output,
      extraInputs: images.map((image) => image.source.output),
    });
  }

  private releaseBlueGreen(
    settings: EcrPushBlueGreenSettings,
    defaults: Defaults,
    { source }: Definitions,
  ): void {
    new ReleasePath<BlueGreenStageActionSettings>(this, "release", {
      stages: blueGreenStagesOf(settings),
      steps: {
        migrate: (action, place) => this.migrate(action, place, defaults),
        "blue-green": (action) => this.deploy(action),
      },
      defaults,
      pipeline: this.pipeline,
      source: source.output,
      built: this.build.output,
    });
  }

  private migrate(action: MigrateActionSettings, place: StepPlace, defaults: Defaults): CodeBuildAction {
    const { clusterName, serviceName } = this.blueGreen.settings.service;
    const { containerName = "", family = "" } = this.migration ?? {};
    return migrateStep(
      {
        defaults,
        clusterName,
        serviceName,
        containerName,
        family,
        taskRoleArns: this.service.taskRoleArns,
        repositories: this.images.map(({ repository }) => repository),
        built: this.build.output,
      },
      action,
      place,
    );
  }

  private deploy({ actionName = "Deploy", runOrder }: BlueGreenActionSettings): CodeDeployEcs {
    const { applicationName, deploymentGroupName, deploymentConfigName } = this.deployment;
    const { imagePlaceholders: isAsked = false } = this.blueGreen.settings.definitions;
    return new CodeDeployEcs({
      actionName,
      ...defined({ runOrder }),
      applicationName,
      deploymentGroupName,
      deploymentConfigName,
      input: this.build.output,
      taskRoleArns: this.service.taskRoleArns,
      images: isAsked ? placeholdersOf(imageArtifacts(this.images)) : [],
    });
  }

  private checkFile({ service }: EcrPushBlueGreenSettings, file: TaskDefinitionFile | undefined): void {
    if (file === undefined) return;
    const hasMadeRoles = service.create !== undefined;
    checkTaskDefinition(this, { property: "definitions.taskDefinitionFile", file, hasMadeRoles });
  }

  private outputRepositories(): void {
    for (const { settings, repository } of this.images) {
      const id = `repository_url_${fittingLogicalId(logicalIdWord(settings.containerName))}`;
      this.output(id, repository.repositoryUrl, `Where images of ${settings.containerName} are pushed to`);
    }
  }
}

function taskDefinitionFileOf({ definitions }: EcrPushBlueGreenSettings): TaskDefinitionFile | undefined {
  const { taskDefinitionFile: path } = definitions;
  return path === undefined ? undefined : taskDefinitionFile(path);
}

function placeholdersOf(artifacts: Readonly<Record<string, Artifact>>): readonly ImagePlaceholder[] {
  const placeholders = imagePlaceholders(Object.keys(artifacts));
  return Object.entries(artifacts).map(([container, artifact]) => ({
    artifact,
    placeholder: (placeholders[container] ?? "").slice(1, -1),
  }));
}
