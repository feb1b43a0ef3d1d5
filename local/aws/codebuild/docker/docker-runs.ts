import { z } from "zod";
import { type Scope, ScopedState } from "../../gateway/scope";

/** What `docker run` of the images of a repository comes to, as a test decides it. */
export const dockerDecision = z.object({
  /** Without the registry's host. */
  repository: z.string(),
  exitCode: z.number().int().min(0).max(255).default(0),
  /** What the container prints. */
  lines: z.array(z.string()).default([]),
});

/** A container that `docker run` would run. */
export const dockerContainer = z.object({
  image: z.string(),
  repository: z.string(),
  digest: z.string(),
  entrypoint: z.string().optional(),
  /** What comes after the image. */
  command: z.array(z.string()).readonly(),
  environment: z.record(z.string(), z.string()).readonly(),
});

/** One `docker run` of a build, or of a job of a workflow. */
export interface DockerRun extends Readonly<z.output<typeof dockerContainer>> {
  readonly exitCode: number;
}

/** How a container ended. */
export interface ContainerEnd {
  readonly exitCode: number;
  readonly lines: readonly string[];
}

const decisionsIn = new ScopedState(() => new Map<string, z.output<typeof dockerDecision>>());

/** What builds of an account and region ran, oldest first. */
export const dockerRunsIn = new ScopedState((): DockerRun[] => []);

/** Decides what the containers of a repository's images do from now on. */
export function decideDockerRuns(scope: Scope, decision: z.output<typeof dockerDecision>): void {
  decisionsIn.of(scope).set(decision.repository, decision);
}

/** Runs no container: keeps what would run, and answers with what was decided; by default it prints nothing and exits with 0. */
export function ranContainer(scope: Scope, run: Omit<DockerRun, "exitCode">): ContainerEnd {
  const { repository } = run;
  const { exitCode, lines } = decisionsIn.of(scope).get(repository) ?? dockerDecision.parse({ repository });
  dockerRunsIn.of(scope).push({ ...run, exitCode });
  return { exitCode, lines };
}
