import type { Construct } from "constructs";
import { ArtifactStore } from "../modules/artifact-store/artifact-store";
import { BuildProject } from "../modules/codebuild/build-project";
import { shippedBuildspec } from "../modules/codebuild/buildspec";
import { CodeBuildAction } from "../modules/pipeline/builds/code-build-action";
import { EcsDeploy } from "../modules/pipeline/deploys/ecs-deploy";
import { Pipeline } from "../modules/pipeline/pipeline";
import { EcrSource } from "../modules/pipeline/sources/ecr-source";
import { ImageRegistry } from "../modules/registry/image-registry";
import { existingRepository, type ImageRepository } from "../modules/registry/image-repository";
import type { EcrPushToEcsSettings } from "../settings/schema/ecr-push-to-ecs";
import { defaultAddress, PipelineStack, type StackSettings } from "./base";

interface Names {
  readonly name: string;
  readonly address: string;
}

/** System 2: ECR push → ECS. The image that is pushed is the image that is deployed. */
export class EcrPushToEcs extends PipelineStack {
  readonly pipeline: Pipeline;

  constructor(scope: Construct, settings: StackSettings<EcrPushToEcsSettings>) {
    super(scope, settings);
    const { entry } = settings;
    const { name = entry.stack, address = defaultAddress } = entry;

    const repository = this.imageRepository(entry, { name, address });
    const artifactStore = new ArtifactStore(this, "artifact", entry.artifacts);
    const project = this.imageDefinitions(entry, { name, address });

    const pipelineName = entry.pipeline?.pipelineName ?? name;
    const source = this.imageSource(entry, repository, pipelineName);
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
  }

  private imageRepository(
    { registry = {} }: EcrPushToEcsSettings,
    { name, address }: Names,
  ): ImageRepository {
    return "existingRepository" in registry
      ? existingRepository(this, registry.existingRepository)
      : new ImageRegistry(this, "registry", { repositoryName: name, address, ...registry });
  }

  private imageDefinitions({ build, service }: EcrPushToEcsSettings, { name, address }: Names): BuildProject {
    return new BuildProject(this, "build", {
      address,
      projectName: name,
      ...build,
      buildspec: build?.buildspec ?? shippedBuildspec("image-definitions.yml"),
      environmentVariables: { CONTAINER_NAME: service.containerName, ...build?.environmentVariables },
    });
  }

  private imageSource(
    { source }: EcrPushToEcsSettings,
    repository: ImageRepository,
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
