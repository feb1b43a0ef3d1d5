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

/** One `docker run` of a build. */
export interface DockerRun {
  readonly image: string;
  readonly repository: string;
  readonly digest: string;
  readonly entrypoint?: string | undefined;
  /** What comes after the image. */
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
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
