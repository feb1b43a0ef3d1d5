import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { problemsOf } from "../../report/problems";
import { project as shippedProject } from "../../settings/project";
import type { PipelineSettings } from "../../settings/schema/pipelines";
import type { ProjectSettings } from "../../settings/schema/project";
import { createStack } from "../../stacks/systems";

/** Writes one entry's stack as `npm run synth` does, and answers with the folder that a user would plan in. */
export function synthesize(entry: PipelineSettings, project: ProjectSettings = shippedProject): string {
  const outdir = mkdtempSync(join(tmpdir(), "synth-"));
  const app = new App({ outdir });
  createStack(app, project, entry);
  const problems = problemsOf([], app);
  if (problems.length > 0) throw new Error(problems.join("\n"));
  app.synth();
  return join(outdir, "stacks", entry.stack);
}
