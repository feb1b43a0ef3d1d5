import { readdirSync, rmdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { App, TerraformStack } from "cdktf";

/** Removes what an earlier synth wrote in the other form, JSON or HCL: Terraform would read both files. */
export function removeOtherForm(app: App, stacks: readonly TerraformStack[]): void {
  const others = app.hclOutput ? ["cdk.tf.json"] : ["cdk.tf", "metadata.json"];
  for (const { node } of stacks) {
    for (const other of others) rmSync(join(app.outdir, "stacks", node.id, other), { force: true });
  }
}

/** Removes the output folder that CDKTF makes before it knows whether it will write; not what an earlier synth wrote. */
export function removeEmptyOutput(app: App): void {
  for (const folder of [join(app.outdir, "stacks"), app.outdir]) {
    if (readdirSync(folder).length === 0) rmdirSync(folder);
  }
}
