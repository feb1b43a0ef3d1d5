import { randomUUID } from "node:crypto";
import { z } from "zod";
import { type Scope, ScopedState } from "../gateway/scope";
import { type Project, projectNamed } from "./projects";

const variable = z.object({ name: z.string(), value: z.string(), type: z.string().default("PLAINTEXT") });

/** What StartBuild takes, as far as a build shows it. */
export const startBuildInput = z.looseObject({
  projectName: z.string(),
  sourceVersion: z.string().optional(),
  environmentVariablesOverride: z.array(variable).default([]),
  sourceTypeOverride: z.string().optional(),
  sourceLocationOverride: z.string().optional(),
  buildspecOverride: z.string().optional(),
  imageOverride: z.string().optional(),
  computeTypeOverride: z.string().optional(),
  environmentTypeOverride: z.string().optional(),
  privilegedModeOverride: z.boolean().optional(),
});

type StartBuildInput = z.output<typeof startBuildInput>;

/** A build. Nothing runs it here: it stays in progress until it is stopped. */
export interface Build {
  readonly id: string;
  readonly arn: string;
  readonly buildNumber: number;
  buildStatus: "IN_PROGRESS" | "STOPPED";
  buildComplete: boolean;
  readonly startTime: number;
  endTime?: number;
  readonly projectName: string;
  readonly initiator: string;
  readonly sourceVersion?: string;
  readonly source: Project["source"];
  readonly artifacts: Project["artifacts"];
  readonly environment: Project["environment"];
  readonly serviceRole: string;
}

/** The builds of an account and region, oldest first. */
export const buildsIn = new ScopedState<Build[]>(() => []);

/** Starts a build of the project with the overrides applied. */
export function startBuild(scope: Scope, input: StartBuildInput, initiator: string): Build {
  const { name, source, artifacts, environment, serviceRole } = projectNamed(scope, input.projectName);
  const id = `${name}:${randomUUID()}`;
  const builds = buildsIn.of(scope);
  const build: Build = {
    id,
    arn: scope.arn("codebuild", `build/${id}`),
    buildNumber: builds.filter(({ projectName }) => projectName === name).length + 1,
    buildStatus: "IN_PROGRESS",
    buildComplete: false,
    startTime: Date.now() / 1000,
    projectName: name,
    initiator,
    ...(input.sourceVersion === undefined ? {} : { sourceVersion: input.sourceVersion }),
    source: overriddenSource(source, input),
    artifacts,
    environment: overriddenEnvironment(environment, input),
    serviceRole,
  };
  builds.push(build);
  return build;
}

/** Stops a build that is in progress; one that has ended stays as it is. */
export function stopBuild(build: Build): void {
  if (build.buildComplete) return;
  build.buildStatus = "STOPPED";
  build.buildComplete = true;
  build.endTime = Date.now() / 1000;
}

function overriddenSource(source: Project["source"], input: StartBuildInput): Project["source"] {
  return {
    ...source,
    ...given({
      type: input.sourceTypeOverride,
      location: input.sourceLocationOverride,
      buildspec: input.buildspecOverride,
    }),
  };
}

function overriddenEnvironment(
  environment: Project["environment"],
  input: StartBuildInput,
): Project["environment"] {
  const overridden = new Set(input.environmentVariablesOverride.map(({ name }) => name));
  const kept = environment.environmentVariables.filter(({ name }) => !overridden.has(name));
  return {
    ...environment,
    ...given({
      type: input.environmentTypeOverride,
      image: input.imageOverride,
      computeType: input.computeTypeOverride,
      privilegedMode: input.privilegedModeOverride,
    }),
    environmentVariables: [...kept, ...input.environmentVariablesOverride],
  };
}

function given<T extends object>(values: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: NonNullable<T[K]> };
}
