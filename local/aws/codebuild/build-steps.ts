import type { AwsClient } from "../client/aws-client";
import type { Scope } from "../gateway/scope";
import type { RoleSession } from "../iam/role-session";
import { PRIMARY } from "./artifacts/destinations";
import { uploadArtifacts } from "./artifacts/upload-artifacts";
import { BuildFailure, type BuildRecord, type PhaseType } from "./build";
import type { BuildFolder } from "./build-folder";
import type { BuildPhases } from "./build-phases";
import { type Buildspec, BuildspecError, NOT_CARRIED_OUT, parseBuildspec } from "./buildspec/buildspec";
import {
  type BuildspecResult,
  type CommandPhase,
  type PhaseEnd,
  runBuildspec,
} from "./buildspec/run-buildspec";
import { commandsOfBuild } from "./commands/commands-of-build";
import { missingCommandHint } from "./commands/missing-command-hint";
import { awsVariables } from "./environment/aws-variables";
import { containerVariables } from "./environment/container-variables";
import { variableValues } from "./environment/variable-values";
import { provision } from "./provision";
import { fetchSources } from "./sources/fetch-sources";
import { findBuildspec } from "./sources/find-buildspec";

/** A build while it runs. */
export interface RunningBuild {
  readonly scope: Scope;
  readonly record: BuildRecord;
  readonly phases: BuildPhases;
  readonly folder: BuildFolder;
  /** Where the Docker daemon listens, which only a privileged build has. */
  readonly dockerHost: string | undefined;
  readonly signal: AbortSignal;
}

interface Downloaded {
  readonly buildspec: Buildspec;
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Takes a build through its phases; answers whether it succeeded, and rejects when its signal ends it. */
export async function runBuildPhases(running: RunningBuild): Promise<boolean> {
  const { phases } = running;
  try {
    await phases.pass("SUBMITTED");
    await phases.pass("QUEUED");
    const { client, session } = await step(running, "PROVISIONING", () =>
      provision(running.scope, running.record),
    );
    const downloaded = await step(running, "DOWNLOAD_SOURCE", () => download(running, client, session));
    const result = await runCommands(running, downloaded);
    if (result.uploads)
      await step(running, "UPLOAD_ARTIFACTS", () => upload(running, client, downloaded, result));
    return result.succeeded;
  } catch (error) {
    running.signal.throwIfAborted();
    if (!(error instanceof BuildFailure)) throw error;
    await phases.leave("FAILED", { statusCode: error.statusCode, message: error.message });
    return false;
  }
}

async function step<T>(running: RunningBuild, phase: PhaseType, work: () => Promise<T>): Promise<T> {
  running.signal.throwIfAborted();
  running.phases.enter(phase);
  const result = await work();
  running.signal.throwIfAborted();
  await running.phases.leave();
  return result;
}

async function download(running: RunningBuild, client: AwsClient, session: RoleSession): Promise<Downloaded> {
  const { scope, record, folder } = running;
  const { build, log, project } = record;
  log.tell("Phase is DOWNLOAD_SOURCE");
  const sources = await fetchSources({ scope, client, folder: folder.sources }, record);
  if (sources.primary.resolvedVersion !== undefined)
    build.resolvedSourceVersion = sources.primary.resolvedVersion;
  log.tell(`CODEBUILD_SRC_DIR=${sources.primary.folder}`);
  const buildspec = parsed(
    await findBuildspec(client, project.source.buildspec ?? "", sources.primary.folder),
  );
  for (const part of NOT_CARRIED_OUT) {
    if (buildspec[part] !== undefined)
      log.tell(`The local AWS does not carry out "${part}" of the specification`);
  }
  log.tell("Processing environment variables");
  const { values, secrets } = await variableValues(client, project.environment, buildspec);
  log.hide(secrets);
  const environment = {
    ...containerVariables(scope, session, folder),
    ...(running.dockerHost === undefined ? {} : { DOCKER_HOST: running.dockerHost }),
    PATH: await commandsOfBuild(folder.commands, log, scope.preloadedAws),
    ...values,
    ...awsVariables(scope, record, sources),
  };
  return { buildspec, folder: sources.primary.folder, environment };
}

function parsed(text: string): Buildspec {
  try {
    return parseBuildspec(text);
  } catch (error) {
    if (!(error instanceof BuildspecError)) throw error;
    throw new BuildFailure("YAML_FILE_ERROR", error.message);
  }
}

async function runCommands(running: RunningBuild, downloaded: Downloaded): Promise<BuildspecResult> {
  const { record, phases, folder, signal } = running;
  const { build, log } = record;
  const { buildspec, environment } = downloaded;
  const result = await runBuildspec({
    ...downloaded,
    workFolder: folder.work,
    signal,
    onOutput: (line) => log.output(line),
    onCommand: (command) => log.tell(`Running command ${command}`),
    onFailedCommand: (command, exitStatus) => {
      log.tell(`Command did not exit successfully ${command} exit status ${exitStatus}`);
      const hint = missingCommandHint(command, exitStatus, environment.PATH ?? "");
      if (hint !== undefined) log.tell(hint);
    },
    onPhaseStart: (phase) => {
      phases.enter(phaseType(phase));
      log.tell(`Entering phase ${phaseType(phase)}`);
    },
    onPhaseEnd: async (phase, end) => {
      noteRetry(running, buildspec, phase, end);
      if (end.failure === undefined) await phases.leave();
      else await phases.leave("FAILED", contextOf(end.failure));
      await log.flush();
    },
    expand: artifactNames(buildspec),
  });
  build.exportedEnvironmentVariables = Object.entries(result.exported).map(([name, value]) => ({
    name,
    value,
  }));
  return result;
}

async function upload(
  { record }: RunningBuild,
  client: AwsClient,
  { buildspec, folder }: Downloaded,
  { expanded }: BuildspecResult,
): Promise<void> {
  await uploadArtifacts({ client, record, buildspec, folder, names: expanded });
}

/** The names that a specification gives its artifacts, which are words of its shell. */
function artifactNames({ artifacts }: Buildspec): Record<string, string> {
  const named = Object.entries({ [PRIMARY]: artifacts, ...artifacts?.["secondary-artifacts"] });
  return Object.fromEntries(
    named.flatMap(([key, artifact]) => (artifact?.name === undefined ? [] : [[key, artifact.name] as const])),
  );
}

function noteRetry(
  { record }: RunningBuild,
  buildspec: Buildspec,
  phase: CommandPhase,
  { failure }: PhaseEnd,
): void {
  const onFailure = buildspec.phases[phase]?.["on-failure"];
  if (failure === undefined || !onFailure?.startsWith("RETRY")) return;
  record.log.tell(`The local AWS does not carry out "on-failure: ${onFailure}": the build ends here`);
}

function contextOf({ command, exitStatus }: NonNullable<PhaseEnd["failure"]>) {
  return {
    statusCode: "COMMAND_EXECUTION_ERROR",
    message: `Error while executing command: ${command}. Reason: exit status ${exitStatus}`,
  };
}

function phaseType(phase: CommandPhase): PhaseType {
  return phase.toUpperCase() as PhaseType;
}
