import type { Scope } from "../gateway/scope";
import type { BuildRecord, EndStatus, PhaseContext } from "./build";
import { stateChange } from "./build-events";
import { makeBuildFolder } from "./build-folder";
import { BuildPhases } from "./build-phases";
import { runBuildPhases } from "./build-steps";
import { type DockerDaemon, startDockerDaemon } from "./docker/docker-daemon";
import { DockerEngine } from "./docker/docker-engine";
import { ranContainer } from "./docker/docker-runs";
import { Registries } from "./docker/registry";

const MINUTE_MS = 60_000;

/** Ends a build when its time is up. */
class TimeIsUp extends Error {
  override readonly name = "BUILD_TIMED_OUT";
}

/** Runs a build to its end, whatever that is. */
export async function runBuild(scope: Scope, record: BuildRecord, gatewayEnds: AbortSignal): Promise<void> {
  const { build } = record;
  const phases = new BuildPhases(scope, record);
  const timeLimit = new AbortController();
  const ended = new AbortController();
  void scope.clock.wait(build.timeoutInMinutes * MINUTE_MS, ended.signal).then(
    () => timeLimit.abort(new TimeIsUp("Build has timed out.")),
    () => {},
  );
  const folder = makeBuildFolder();
  const docker = build.environment.privilegedMode ? await startDocker(scope) : undefined;
  try {
    await scope.emit(stateChange(record));
    const signal = AbortSignal.any([gatewayEnds, record.stopped.signal, timeLimit.signal]);
    const succeeded = await runBuildPhases({
      scope,
      record,
      phases,
      folder,
      dockerHost: docker?.host,
      signal,
    });
    await finish(scope, record, phases, succeeded ? "SUCCEEDED" : "FAILED");
  } catch (error) {
    if (gatewayEnds.aborted) return;
    if (record.stopped.signal.aborted) return await breakOff(scope, record, phases, "STOPPED");
    if (timeLimit.signal.aborted) {
      const context = { statusCode: "BUILD_TIMED_OUT", message: "Build has timed out." };
      return await breakOff(scope, record, phases, "TIMED_OUT", context);
    }
    const message = error instanceof Error ? error.message : String(error);
    await breakOff(scope, record, phases, "FAULT", { statusCode: "INTERNAL_SERVICE_ERROR", message });
    throw error;
  } finally {
    ended.abort();
    docker?.stop();
    folder.remove();
  }
}

/** The daemon that a privileged build talks to; its images go with it. */
async function startDocker(scope: Scope): Promise<DockerDaemon> {
  const isKnownKey = (key: string) => key === scope.accountId || scope.sessions.of(key) !== undefined;
  const registries = new Registries(scope.gatewayEndpoint, isKnownKey);
  const engine = new DockerEngine(registries, (run) => ranContainer(scope, run));
  return startDockerDaemon((call) => engine.carryOut(call));
}

async function breakOff(
  scope: Scope,
  record: BuildRecord,
  phases: BuildPhases,
  status: EndStatus,
  context?: PhaseContext,
): Promise<void> {
  await phases.leave(status, context);
  await finish(scope, record, phases, status);
}

async function finish(
  scope: Scope,
  record: BuildRecord,
  phases: BuildPhases,
  status: EndStatus,
): Promise<void> {
  const { build, log } = record;
  phases.enter("FINALIZING");
  const refusal = await log.flush();
  const unsent = refusal && { statusCode: "ACCESS_DENIED", message: refusal.message };
  await phases.leave(unsent === undefined ? "SUCCEEDED" : "FAILED", unsent);
  phases.enter("COMPLETED");
  // Whoever stopped the build was told that it is.
  const isStopped = build.buildStatus === "STOPPED";
  if (!isStopped) build.buildStatus = status === "SUCCEEDED" && unsent !== undefined ? "FAILED" : status;
  build.buildComplete = true;
  build.endTime = scope.clock.now() / 1000;
  await scope.emit(stateChange(record));
}
