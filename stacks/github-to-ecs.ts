import type { Construct } from "constructs";
import { BuildProject } from "../modules/codebuild/build-project";
import { shippedBuildspec } from "../modules/codebuild/buildspec";
import { type IImageRepository, pushImages } from "../modules/ecr/existing-image-repository";
import { overwritesTags } from "../modules/ecr/overwrites-tags";
import { dockerWithoutPrivileges } from "../modules/findings/build-errors";
import { check } from "../modules/findings/check";
import type { Finding } from "../modules/findings/finding";
import { warn } from "../modules/findings/warnings";
import { CodeBuildAction } from "../modules/pipeline/builds/code-build-action";
import { Pipeline } from "../modules/pipeline/pipeline";
import { defined } from "../modules/terraform/defined";
import type { GithubToEcsSettings } from "../settings/schema/github-to-ecs";
import { type Defaults, defaultImageTag } from "./defaults";
import { githubSource } from "./github-source";
import { PipelineStack } from "./pipeline-stack";
import type { ProjectStackProps } from "./project-stack";
import { artifactStores } from "./release/artifact-stores";
import { containerVariables } from "./release/image-definitions";

// This project's own build specification calls docker.
function dockerFindings({ build }: GithubToEcsSettings): readonly Finding[] {
  return build?.privilegedMode === false && build.buildspec === undefined
    ? dockerWithoutPrivileges("build.privilegedMode")
    : [];
}

/** System 1: GitHub → CodeBuild → ECS. A push is built into an image, and the image is deployed. */
export class GithubToEcs extends PipelineStack {
  readonly pipeline: Pipeline;

  constructor(scope: Construct, props: ProjectStackProps<GithubToEcsSettings>) {
    super(scope, props);
    const { settings } = props;
    const defaults = this.defaults(settings);
    const { name, logicalId } = defaults;
    this.configureWebhookProviders(settings.source);

    const imageRepository = this.imageRepository(settings.imageRepository, defaults);
    if (imageRepository.tagMutability === "MUTABLE") warn(imageRepository, "mutableTag");
    const services = this.makeServices({
      settings,
      defaults,
      repository: imageRepository,
      imageTag: defaultImageTag,
    });
    const project = this.imageBuild(settings, imageRepository, defaults);

    const pipelineName = settings.pipeline?.pipelineName ?? name;
    const status = this.commitStatus(settings.commitStatus, pipelineName, defaults, settings.source);
    const source = githubSource(this, settings.source, { logicalId });
    const build = new CodeBuildAction({ actionName: "Build", project, input: source.output });
    this.pipeline = new Pipeline(this, "pipeline", {
      logicalId,
      ...settings.pipeline,
      pipelineName,
      ...artifactStores(this, settings, defaults),
      dependsOn: [...services.services, ...status],
    })
      .stage("Source", source)
      .stage("Build", build);
    this.release({
      settings,
      defaults,
      source: source.output,
      hasSourceFiles: true,
      image: build.output,
      repository: imageRepository,
      services,
    });

    this.notify(settings.notifications, defaults);
    check(this, () => dockerFindings(settings));
    this.outputPipeline();
    this.output("repository_url", imageRepository.repositoryUrl, "Where the build pushes its images");
  }

  private imageBuild(
    settings: GithubToEcsSettings,
    imageRepository: IImageRepository,
    { name, logicalId, kmsKeyArn }: Defaults,
  ): BuildProject {
    const { build } = settings;
    const project = new BuildProject(
      this,
      "build",
      defined({
        logicalId,
        projectName: name,
        privilegedMode: true,
        kmsKeyArn,
        ...build,
        buildspec: build?.buildspec ?? shippedBuildspec("build-image.yml"),
        environmentVariables: {
          ...containerVariables(settings),
          PUSH_LATEST: overwritesTags(imageRepository),
          REPOSITORY_URI: imageRepository.repositoryUrl,
          ...build?.environmentVariables,
        },
      }),
    );
    project.role.allow(...pushImages(imageRepository));
    return project;
  }
}
