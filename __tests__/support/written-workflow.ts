import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import type { GithubActionsToEcsSettings } from "../../settings/schema/github-actions-to-ecs";
import { GithubActionsToEcs, type Workflow } from "../../stacks/github-actions-to-ecs";
import { createStack } from "../../systems";
import { shippedProject } from "./shipped";

/** The workflow of an entry, as `npm run workflow` writes it. */
export function writtenWorkflow(entry: GithubActionsToEcsSettings): Workflow {
  // CDKTF makes the folder, whether or not it writes.
  const outdir = mkdtempSync(join(tmpdir(), "workflow-"));
  try {
    const stack = createStack(new App({ outdir, stackTraces: false }), shippedProject, entry);
    if (stack instanceof GithubActionsToEcs) return stack.workflow;
    throw new Error(`${entry.stack} has no workflow`);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
