import { z } from "zod";
import { type Scope, ScopedState } from "../gateway/scope";

/** What a container of a one-off task does, as a test decides it. */
export const containerDecision = z.object({
  family: z.string(),
  container: z.string(),
  exitCode: z.number().int().min(0).max(255).default(0),
  /** What it writes to its log. */
  lines: z.array(z.string()).default([]),
  /** After how long it exits; `forever`: not by itself. */
  runsForMinutes: z.union([z.number().nonnegative(), z.literal("forever")]).default(0),
});

export type ContainerDecision = z.output<typeof containerDecision>;

const decisionsIn = new ScopedState(() => new Map<string, ContainerDecision>());

/** Decides what this container does in the tasks of its family that start from now on. */
export function decideContainer(scope: Scope, decision: ContainerDecision): void {
  decisionsIn.of(scope).set(`${decision.family}/${decision.container}`, decision);
}

/** What was decided of a container: without a decision it logs nothing and exits with 0 at once. */
export function decisionOf(scope: Scope, family: string, container: string): ContainerDecision {
  return (
    decisionsIn.of(scope).get(`${family}/${container}`) ?? containerDecision.parse({ family, container })
  );
}
