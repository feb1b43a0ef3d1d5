import { GithubProvider } from "@cdktf/provider-github/lib/provider";
import { RandomProvider } from "@cdktf/provider-random/lib/provider";
import type { Construct } from "constructs";
import { ArtifactStore } from "../modules/artifact-store/artifact-store";
import { nameRules } from "../modules/aws/name-rules";
import { BuildProject } from "../modules/codebuild/build-project";
import { shippedBuildspec } from "../modules/codebuild/buildspec";
import { pushImages } from "../modules/ecr/existing-image-repository";
import { ImageRepository } from "../modules/ecr/image-repository";
import { check } from "../modules/findings/check";
import { dockerWithoutPrivileges, invalidName } from "../modules/findings/errors";
import { CodeBuildAction } from "../modules/pipeline/builds/code-build-action";
import { EcsDeploy } from "../modules/pipeline/deploys/ecs-deploy";
import { Pipeline } from "../modules/pipeline/pipeline";
import type { GithubToEcsSettings } from "../settings/schema/github-to-ecs";
import { githubSource } from "./github-source";
import { defaultLogicalId, PipelineStack } from "./pipeline-stack";
import type { ProjectStackProps } from "./project-stack";

/** System 1: GitHub → CodeBuild → ECS. A push is built into an image, and the image is deployed. */
export class GithubToEcs extends PipelineStack {
  readonly pipeline: Pipeline;

  constructor(scope: Construct, props: ProjectStackProps<GithubToEcsSettings>) {
    super(scope, props);
    const { settings } = props;
    const { name = settings.stack, logicalId = defaultLogicalId } = settings;
    this.configureWebhookProviders(settings);

    const imageRepository = new ImageRepository(this, "image_repository", {
      repositoryName: name,
      logicalId,
      ...settings.imageRepository,
    });
    const artifactStore = new ArtifactStore(this, "artifact", settings.artifactStore);
    const project = this.imageBuild(settings, imageRepository, { name, logicalId });

    const pipelineName = settings.pipeline?.pipelineName ?? name;
    const source = githubSource(this, settings.source, { pipelineName, logicalId });
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
      ...(settings.build?.privilegedMode === false && settings.build.buildspec === undefined
        ? dockerWithoutPrivileges("build.privilegedMode")
        : []),
    ]);
    this.output("pipeline_name", this.pipeline.pipelineName, "The pipeline, as the AWS CLI names it");
    this.output("repository_url", imageRepository.repositoryUrl, "Where the build pushes its images");
  }

  private configureWebhookProviders({ source }: GithubToEcsSettings): void {
    if (source.type !== "github-v1" || source.trigger === "none") return;
    new GithubProvider(this, "github", { owner: source.owner });
    new RandomProvider(this, "random");
    this.requireProvider("github", ">= 6.0.0, < 7.0.0");
    this.requireProvider("random", ">= 3.6.0, < 4.0.0");
  }

  private imageBuild(
    { build, service }: GithubToEcsSettings,
    imageRepository: ImageRepository,
    { name, logicalId }: { readonly name: string; readonly logicalId: string },
  ): BuildProject {
    const project = new BuildProject(this, "build", {
      logicalId,
      projectName: name,
      privilegedMode: true,
      ...build,
      buildspec: build?.buildspec ?? shippedBuildspec("build-image.yml"),
      environmentVariables: {
        CONTAINER_NAME: service.containerName,
        PUSH_LATEST: String(imageRepository.tagMutability === "MUTABLE"),
        REPOSITORY_URI: imageRepository.repositoryUrl,
        ...build?.environmentVariables,
      },
    });
    project.role.allow(...pushImages(imageRepository));
    return project;
  }
}
