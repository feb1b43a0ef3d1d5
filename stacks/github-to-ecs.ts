import { GithubProvider } from "@cdktf/provider-github/lib/provider";
import { RandomProvider } from "@cdktf/provider-random/lib/provider";
import type { Construct } from "constructs";
import { ArtifactStore } from "../modules/artifact-store/artifact-store";
import { BuildProject } from "../modules/codebuild/build-project";
import { shippedBuildspec } from "../modules/codebuild/buildspec";
import { CodeBuildAction } from "../modules/pipeline/builds/code-build-action";
import { EcsDeploy } from "../modules/pipeline/deploys/ecs-deploy";
import { Pipeline } from "../modules/pipeline/pipeline";
import { ImageRegistry } from "../modules/registry/image-registry";
import { pushImages } from "../modules/registry/image-repository";
import type { GithubToEcsSettings } from "../settings/schema/github-to-ecs";
import { defaultAddress, PipelineStack, type StackSettings } from "./base";
import { githubSource } from "./github-source";

/** System 1: GitHub → CodeBuild → ECS. A push is built into an image, and the image is deployed. */
export class GithubToEcs extends PipelineStack {
  readonly pipeline: Pipeline;

  constructor(scope: Construct, settings: StackSettings<GithubToEcsSettings>) {
    super(scope, settings);
    const { entry } = settings;
    const { name = entry.stack, address = defaultAddress } = entry;
    this.configureWebhookProviders(entry);

    const registry = new ImageRegistry(this, "registry", {
      repositoryName: name,
      address,
      ...entry.registry,
    });
    const artifactStore = new ArtifactStore(this, "artifact", entry.artifacts);
    const project = this.imageBuild(entry, registry, { name, address });

    const pipelineName = entry.pipeline?.pipelineName ?? name;
    const source = githubSource(this, entry.source, { address });
    const build = new CodeBuildAction({ actionName: "Build", project, input: source.output });
    const deploy = new EcsDeploy({ actionName: "Deploy", ...entry.service, input: build.output });

    this.pipeline = new Pipeline(this, "pipeline", {
      address,
      ...entry.pipeline,
      pipelineName,
      artifactStore,
    })
      .stage("Source", source)
      .stage("Build", build)
      .stage("Deploy", deploy);

    this.output("pipeline_name", this.pipeline.pipelineName, "The pipeline, as the AWS CLI names it");
    this.output("repository_url", registry.repositoryUrl, "Where the build pushes its images");
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
    registry: ImageRegistry,
    { name, address }: { readonly name: string; readonly address: string },
  ): BuildProject {
    const project = new BuildProject(this, "build", {
      address,
      projectName: name,
      privilegedMode: true,
      ...build,
      buildspec: build?.buildspec ?? shippedBuildspec("build-image.yml"),
      environmentVariables: {
        CONTAINER_NAME: service.containerName,
        PUSH_LATEST: String(registry.tagMutability === "MUTABLE"),
        REPOSITORY_URI: registry.repositoryUrl,
        ...build?.environmentVariables,
      },
    });
    project.role.allow(...pushImages(registry));
    return project;
  }
}
