import type { Construct } from "constructs";
import { ArtifactStore } from "../modules/artifact-store/artifact-store";
import { nameRules } from "../modules/aws/name-rules";
import { BuildProject } from "../modules/codebuild/build-project";
import { shippedBuildspec } from "../modules/codebuild/buildspec";
import { isPathInSource } from "../modules/codebuild/buildspec-path";
import { existingRepository, type IImageRepository } from "../modules/ecr/existing-image-repository";
import { ImageRepository } from "../modules/ecr/image-repository";
import { check } from "../modules/findings/check";
import { buildspecNotInSource, invalidName, watchedTagImmutable } from "../modules/findings/errors";
import type { Finding } from "../modules/findings/finding";
import { CodeBuildAction } from "../modules/pipeline/builds/code-build-action";
import { EcsDeploy } from "../modules/pipeline/deploys/ecs-deploy";
import { Pipeline } from "../modules/pipeline/pipeline";
import { EcrSource } from "../modules/pipeline/sources/ecr-source";
import type { EcrPushToEcsSettings } from "../settings/schema/ecr-push-to-ecs";
import { defaultLogicalId, PipelineStack } from "./pipeline-stack";
import type { ProjectStackProps } from "./project-stack";

interface Names {
  readonly name: string;
  readonly logicalId: string;
}

// A tag that starts the pipeline is pushed again and again.
function watchedTagFindings({ source, imageRepository = {} }: EcrPushToEcsSettings): readonly Finding[] {
  const isImmutable = "tagMutability" in imageRepository && imageRepository.tagMutability === "IMMUTABLE";
  return isImmutable && source?.trigger !== "none"
    ? watchedTagImmutable("imageRepository.tagMutability", source?.imageTag ?? "latest")
    : [];
}

/** System 2: ECR push → ECS. The image that is pushed is the image that is deployed. */
export class EcrPushToEcs extends PipelineStack {
  readonly pipeline: Pipeline;

  constructor(scope: Construct, props: ProjectStackProps<EcrPushToEcsSettings>) {
    super(scope, props);
    const { settings } = props;
    const { name = settings.stack, logicalId = defaultLogicalId } = settings;

    const repository = this.imageRepository(settings, { name, logicalId });
    const artifactStore = new ArtifactStore(this, "artifact", settings.artifactStore);
    const project = this.imageDefinitions(settings, { name, logicalId });

    const pipelineName = settings.pipeline?.pipelineName ?? name;
    const source = this.imageSource(settings, repository, pipelineName);
    const build = new CodeBuildAction({ actionName: "Build", project, input: source.output });
    const deploy = new EcsDeploy({ actionName: "Deploy", ...settings.service, input: build.output });

    this.pipeline = new Pipeline(this, "pipeline", {
      logicalId,
      ...settings.pipeline,
      pipelineName,
      artifactStore,
    })
      .stage("Source", source)
      .stage("Build", build)
      .stage("Deploy", deploy);

    // No construct has this name: it reaches AWS inside imagedefinitions.json.
    check(this, () => [
      ...invalidName("service.containerName", settings.service.containerName, nameRules.container),
      ...watchedTagFindings(settings),
      ...(isPathInSource(settings.build?.buildspec ?? "version: 0.2")
        ? buildspecNotInSource("build.buildspec", settings.build?.buildspec ?? "")
        : []),
    ]);
    this.output("pipeline_name", this.pipeline.pipelineName, "The pipeline, as the AWS CLI names it");
  }

  private imageRepository(
    { imageRepository = {} }: EcrPushToEcsSettings,
    { name, logicalId }: Names,
  ): IImageRepository {
    return "existingRepository" in imageRepository
      ? existingRepository(this, imageRepository.existingRepository)
      : new ImageRepository(this, "image_repository", {
          repositoryName: name,
          logicalId,
          ...imageRepository,
        });
  }

  private imageDefinitions(
    { build, service }: EcrPushToEcsSettings,
    { name, logicalId }: Names,
  ): BuildProject {
    return new BuildProject(this, "build", {
      logicalId,
      projectName: name,
      ...build,
      buildspec: build?.buildspec ?? shippedBuildspec("image-definitions.yml"),
      environmentVariables: { CONTAINER_NAME: service.containerName, ...build?.environmentVariables },
    });
  }

  private imageSource(
    { source }: EcrPushToEcsSettings,
    repository: IImageRepository,
    name: string,
  ): EcrSource {
    const trigger = source?.trigger ?? {};
    return new EcrSource({
      actionName: "Source",
      ...source,
      repository,
      trigger:
        trigger === "none"
          ? "none"
          : {
              ...trigger,
              ruleName: trigger.ruleName ?? `${name}-pushed`,
              roleName: trigger.role?.roleName ?? `${name}-execute`,
            },
    });
  }
}
