import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { afterAll, vi } from "vitest";
import { problemsOf } from "../../report/problems";
import type { ProjectSettings } from "../../settings/schema/project";
import type { ProjectStack } from "../../stacks/project-stack";
import { createStack, type StackSettings } from "../../systems";
import { shippedProject } from "./shipped";

const outdirs: string[] = [];
afterAll(() => {
  for (const outdir of outdirs.splice(0)) rmSync(outdir, { recursive: true });
});

/** Writes a stack as `npm run synth` does, and answers with the folder that a user would plan in. It goes with the test file. */
export function synthesizeStack(create: (app: App) => ProjectStack): string {
  const outdir = mkdtempSync(join(tmpdir(), "synth-"));
  outdirs.push(outdir);
  const app = new App({ outdir, stackTraces: false });
  const stack = create(app);
  const problems = problemsOf([], app);
  if (problems.length > 0) throw new Error(problems.join("\n"));
  app.synth();
  return join(outdir, "stacks", stack.node.id);
}

/** Writes the stack of one entry as HCL, as `cdktf synth --hcl` does. */
export function synthesizeHcl(entry: StackSettings, project: ProjectSettings = shippedProject): string {
  // What the CLI sets.
  vi.stubEnv("SYNTH_HCL_OUTPUT", "true");
  try {
    return synthesize(entry, project);
  } finally {
    vi.unstubAllEnvs();
  }
}

/** Writes the stack of one entry. */
export function synthesize(entry: StackSettings, project: ProjectSettings = shippedProject): string {
  return synthesizeStack((app) => createStack(app, project, entry));
}
