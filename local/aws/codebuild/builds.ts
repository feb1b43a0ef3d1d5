import { randomUUID } from "node:crypto";
import { AwsError } from "../client/aws-error";
import { type Scope, ScopedState } from "../gateway/scope";
import type { Build, BuildRecord } from "./build";
import { BuildLog } from "./build-log";
import { logsOf } from "./build-logs";
import { runBuild } from "./build-run";
import { projectNamed } from "./projects";
import { overridden, type StartBuildInput, startBuildInput } from "./start-build-input";

export { startBuildInput };

/** The builds of an account and region, oldest first. */
export const buildsIn = new ScopedState<BuildRecord[]>(() => []);

/** Starts a build of the project with the overrides applied; it runs on after the answer. */
export function startBuild(scope: Scope, input: StartBuildInput, initiator: string): Build {
  const project = overridden(projectNamed(scope, input.projectName), input);
  const record = recordOf(scope, input, project, initiator);
  buildsIn.of(scope).push(record);
  scope.background.start(`the build ${record.build.id}`, (signal) => runBuild(scope, record, signal));
  return structuredClone(record.build);
}

/** Starts a build that has ended once more, as it was started. */
export function retryBuild(scope: Scope, id: string, initiator: string): Build {
  const { build, input } = recordNamed(scope, id);
  if (build.buildComplete) return startBuild(scope, input, initiator);
  throw new AwsError("InvalidInputException", `The build ${id} is in progress`);
}

/** Stops a build that is in progress; one that has ended stays as it is. */
export function stopBuild(scope: Scope, id: string): Build {
  const { build, stopped } = recordNamed(scope, id);
  if (!build.buildComplete) {
    build.buildStatus = "STOPPED";
    stopped.abort(new Error("The build was stopped."));
  }
  return build;
}

/** The build, or CodeBuild's error. Its ARN is taken for its id too. */
export function recordNamed(scope: Scope, id: string): BuildRecord {
  const record = findRecord(scope, id);
  if (record !== undefined) return record;
  throw new AwsError("ResourceNotFoundException", `Build ${id} does not exist`);
}

/** The build, or undefined. */
export function findRecord(scope: Scope, id: string): BuildRecord | undefined {
  return buildsIn.of(scope).find(({ build }) => build.id === id || build.arn === id);
}

function recordOf(
  scope: Scope,
  input: StartBuildInput,
  project: BuildRecord["project"],
  initiator: string,
): BuildRecord {
  const { name, source, artifacts, environment, serviceRole, sourceVersion } = project;
  const buildsOfProject = buildsIn.of(scope).filter(({ build }) => build.projectName === name);
  const uuid = randomUUID();
  const id = `${name}:${uuid}`;
  const { pipelineBuild } = input;
  const build: Build = {
    id,
    arn: scope.arn("codebuild", `build/${id}`),
    buildNumber: buildsOfProject.length + 1,
    projectName: name,
    initiator: pipelineBuild === undefined ? initiator : `codepipeline/${pipelineBuild.pipelineName}`,
    startTime: scope.clock.now() / 1000,
    buildStatus: "IN_PROGRESS",
    buildComplete: false,
    currentPhase: "SUBMITTED",
    phases: [],
    ...(sourceVersion === undefined ? {} : { sourceVersion }),
    source,
    secondarySources: project.secondarySources ?? [],
    secondarySourceVersions: project.secondarySourceVersions ?? [],
    artifacts,
    secondaryArtifacts: project.secondaryArtifacts ?? [],
    environment,
    serviceRole,
    timeoutInMinutes: project.timeoutInMinutes ?? 60,
    encryptionKey: project.encryptionKey ?? scope.arn("kms", "alias/aws/s3"),
    exportedEnvironmentVariables: [],
    logs: logsOf(scope, project, uuid),
  };
  return {
    build,
    project,
    input,
    pipelineBuild,
    log: new BuildLog(scope.clock),
    stopped: new AbortController(),
  };
}
