import type { NewEvent } from "../gateway/scope";
import type { BuildPhase, BuildRecord, PhaseContext } from "./build";

const VERSION = "1";

/** CodeBuild's event of a build that starts or ends (CodeBuild: Build notifications input format reference). */
export function stateChange(record: BuildRecord): NewEvent {
  const { build } = record;
  return event(record, "CodeBuild Build State Change", {
    "build-status": build.buildStatus,
    "current-phase": build.currentPhase,
    "current-phase-context": contextText(build.phases.at(-1)?.contexts),
  });
}

/** CodeBuild's event of a phase that has ended. */
export function phaseChange(record: BuildRecord, phase: BuildPhase): NewEvent {
  const { startTime, endTime = startTime, durationInSeconds = 0 } = phase;
  return event(record, "CodeBuild Build Phase Change", {
    "completed-phase": phase.phaseType,
    "completed-phase-status": phase.phaseStatus,
    "completed-phase-context": contextText(phase.contexts),
    "completed-phase-duration-seconds": durationInSeconds,
    "completed-phase-start": dateText(startTime),
    "completed-phase-end": dateText(endTime),
  });
}

function event(record: BuildRecord, detailType: string, detail: object): NewEvent {
  const { build } = record;
  return {
    source: "aws.codebuild",
    "detail-type": detailType,
    resources: [build.arn],
    detail: {
      ...detail,
      "project-name": build.projectName,
      "build-id": build.arn,
      "additional-information": additionalInformation(record),
      version: VERSION,
    },
  };
}

function additionalInformation({ build, project }: BuildRecord): object {
  const { image, privilegedMode, computeType, type, environmentVariables } = build.environment;
  return {
    artifact: build.artifacts,
    environment: {
      image,
      "privileged-mode": privilegedMode,
      "compute-type": computeType,
      type,
      "image-pull-credentials-type": build.environment.imagePullCredentialsType,
      "environment-variables": environmentVariables,
    },
    "timeout-in-minutes": build.timeoutInMinutes,
    "build-complete": build.buildComplete,
    "build-number": build.buildNumber,
    initiator: build.initiator,
    "build-start-time": dateText(build.startTime),
    source: {
      type: project.source.type,
      ...(project.source.location && { location: project.source.location }),
    },
    ...(build.sourceVersion === undefined ? {} : { "source-version": build.sourceVersion }),
    logs: kebab(build.logs),
    phases: build.phases.map((phase) => ({
      "phase-type": phase.phaseType,
      "start-time": dateText(phase.startTime),
      ...(phase.phaseStatus === undefined
        ? {}
        : {
            "phase-context": (phase.contexts ?? []).map(oneContext),
            "phase-status": phase.phaseStatus,
            "end-time": dateText(phase.endTime ?? phase.startTime),
            "duration-in-seconds": phase.durationInSeconds,
          }),
    })),
  };
}

function contextText(contexts: readonly PhaseContext[] = []): string {
  return `[${contexts.map(oneContext).join(", ")}]`;
}

function oneContext({ statusCode, message }: PhaseContext): string {
  return `${statusCode}: ${message}`;
}

function kebab(logs: object): object {
  const named = Object.entries(logs).filter(([, value]) => typeof value === "string");
  return Object.fromEntries(
    named.map(([name, value]) => [name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`), value]),
  );
}

const DATE = new Intl.DateTimeFormat("en-US", {
  timeZone: "UTC",
  month: "short",
  day: "numeric",
  year: "numeric",
});
const TIME = new Intl.DateTimeFormat("en-US", {
  timeZone: "UTC",
  hour: "numeric",
  minute: "2-digit",
  second: "2-digit",
});

/** `Sep 1, 2017 4:12:29 PM` */
function dateText(seconds: number): string {
  const date = new Date(seconds * 1000);
  return `${DATE.format(date)} ${TIME.format(date).replace(/\s/g, " ")}`;
}
