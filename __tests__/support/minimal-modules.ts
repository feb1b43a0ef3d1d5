import { TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import { BuildProject, type BuildProjectProps } from "../../modules/codebuild/build-project";
import { ExistingImageRepository } from "../../modules/ecr/existing-image-repository";
import { Pipeline, type PipelineProps } from "../../modules/pipeline/pipeline";
import {
  ConnectionSource,
  type ConnectionSourceProps,
} from "../../modules/pipeline/sources/connection-source";
import { EcrSource, type EcrSourceProps } from "../../modules/pipeline/sources/ecr-source";
import { GithubV1Source, type GithubV1SourceProps } from "../../modules/pipeline/sources/github-v1-source";
import { ArtifactStore, type ArtifactStoreProps } from "../../modules/s3/artifact-store";
import { connectionArn, githubRepository } from "./minimal-entries";
import { plainStage } from "./plain-action";

// Modules with the least that is valid, so that a test states only what it is about.

/** An artifact store at the address `artifact`. */
export function artifactStore(scope: Construct, changes: Partial<ArtifactStoreProps> = {}): ArtifactStore {
  return new ArtifactStore(scope, "artifact", { bucket: "app-artifacts", ...changes });
}

/** A build project at the address `build`, with no build of a pipeline yet. */
export function buildProject(scope: Construct, changes: Partial<BuildProjectProps> = {}): BuildProject {
  return new BuildProject(scope, "build", { projectName: "app", buildspec: "buildspec.yml", ...changes });
}

/** A pipeline without stages, with its artifact store. */
export function emptyPipeline(scope: Construct, changes: Partial<PipelineProps> = {}): Pipeline {
  return new Pipeline(scope, "pipeline", {
    pipelineName: "app",
    artifactStore: changes.artifactStore ?? artifactStore(scope),
    ...changes,
  });
}

/** A value that only Terraform knows. */
export function reference(scope: Construct, name = "reference"): string {
  return new TerraformVariable(scope, name, { type: "string" }).stringValue;
}

/** A source by token and webhook. */
export function githubV1Source(scope: Construct, changes: Partial<GithubV1SourceProps> = {}): GithubV1Source {
  return new GithubV1Source({
    actionName: "Source",
    ...githubRepository,
    oauthToken: reference(scope, "github_token"),
    trigger: {},
    ...changes,
  });
}

/** A source by a connection that exists. */
export function connectionSource(changes: Partial<ConnectionSourceProps> = {}): ConnectionSource {
  return new ConnectionSource({ actionName: "Source", ...githubRepository, connectionArn, ...changes });
}

/** A source of images in a repository that exists. */
export function ecrSource(scope: Construct, changes: Partial<EcrSourceProps> = {}): EcrSource {
  const repository =
    changes.repository ??
    new ExistingImageRepository(scope, "image_repository", { repositoryName: "team/app" });
  return new EcrSource({ actionName: "Source", ...changes, repository });
}

/** A pipeline of the given source and one more stage. */
export function pipelineFrom(
  scope: Construct,
  source: GithubV1Source | ConnectionSource | EcrSource,
  changes: Partial<PipelineProps> = {},
): Pipeline {
  return emptyPipeline(scope, changes).stage("Source", source).stage("Rest", plainStage(source.output));
}
