import { readdirSync, rmdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { App, TerraformStack } from "cdktf";

/** Removes what an earlier synth wrote in the other form, JSON or HCL: Terraform would read both files. */
export function removeOtherForm(app: App, stacks: readonly TerraformStack[]): void {
  const other = app.hclOutput ? "cdk.tf.json" : "cdk.tf";
  for (const stack of stacks) rmSync(join(app.outdir, "stacks", stack.node.id, other), { force: true });
}

/** Removes the output folder that CDKTF makes before it knows whether it will write; not what an earlier synth wrote. */
export function removeEmptyOutput(app: App): void {
  for (const folder of [join(app.outdir, "stacks"), app.outdir]) {
    if (readdirSync(folder).length === 0) rmdirSync(folder);
  }
}
