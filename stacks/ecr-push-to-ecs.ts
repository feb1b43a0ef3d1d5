import type { Construct } from "constructs";
import { BuildProject } from "../modules/codebuild/build-project";
import { shippedBuildspec } from "../modules/codebuild/buildspec";
import { isPathInSource } from "../modules/codebuild/buildspec-path";
import { buildspecNotInSource } from "../modules/findings/build-errors";
import { check } from "../modules/findings/check";
import type { Finding } from "../modules/findings/finding";
import { watchedTagImmutable } from "../modules/findings/pipeline-errors";
import { CodeBuildAction } from "../modules/pipeline/builds/code-build-action";
import { Pipeline } from "../modules/pipeline/pipeline";
import { EcrSource } from "../modules/pipeline/sources/ecr-source";
import { defined } from "../modules/terraform/defined";
import type { EcrPushToEcsSettings } from "../settings/schema/ecr-push-to-ecs";
import { type Defaults, defaultImageTag } from "./defaults";
import { PipelineStack } from "./pipeline-stack";
import type { ProjectStackProps } from "./project-stack";
import { artifactStores } from "./release/artifact-stores";
import { containerVariables } from "./release/image-definitions";

// A tag that starts the pipeline is pushed again and again.
function watchedTagFindings({ source, imageRepository = {} }: EcrPushToEcsSettings): readonly Finding[] {
  const isImmutable = "tagMutability" in imageRepository && imageRepository.tagMutability === "IMMUTABLE";
  return isImmutable && source?.trigger !== "none"
    ? watchedTagImmutable("imageRepository.tagMutability", source?.imageTag ?? defaultImageTag)
    : [];
}

// An image as the source brings no file that a path could name.
function buildspecFindings({ build }: EcrPushToEcsSettings): readonly Finding[] {
  const buildspec = build?.buildspec;
  return buildspec !== undefined && isPathInSource(buildspec)
    ? buildspecNotInSource("build.buildspec", buildspec)
    : [];
}

/** System 2: ECR push → ECS. The image that is pushed is the image that is deployed. */
export class EcrPushToEcs extends PipelineStack {
  readonly pipeline: Pipeline;

  constructor(scope: Construct, props: ProjectStackProps<EcrPushToEcsSettings>) {
    super(scope, props);
    const { settings } = props;
    const defaults = this.defaults(settings);
    const { name, logicalId } = defaults;

    const repository = this.imageRepository(settings.imageRepository, defaults);
    const imageTag = settings.source?.imageTag ?? defaultImageTag;
    const services = this.makeServices({ settings, defaults, repository, imageTag });
    const project = this.imageDefinitions(settings, defaults);

    const pipelineName = settings.pipeline?.pipelineName ?? name;
    const status = this.commitStatus(settings.commitStatus, pipelineName, defaults, undefined);
    const source = new EcrSource({ actionName: "Source", ...settings.source, repository });
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
      hasSourceFiles: false,
      image: build.output,
      repository,
      services,
    });

    this.notify(settings.notifications, defaults);
    check(this, () => [...watchedTagFindings(settings), ...buildspecFindings(settings)]);
    this.outputPipeline();
    this.output("repository_url", repository.repositoryUrl, "Where a push starts the pipeline");
  }

  private imageDefinitions(
    settings: EcrPushToEcsSettings,
    { name, logicalId, kmsKeyArn }: Defaults,
  ): BuildProject {
    const { build } = settings;
    return new BuildProject(
      this,
      "build",
      defined({
        logicalId,
        projectName: name,
        kmsKeyArn,
        ...build,
        buildspec: build?.buildspec ?? shippedBuildspec("image-definitions.yml"),
        environmentVariables: { ...containerVariables(settings), ...build?.environmentVariables },
      }),
    );
  }
}
