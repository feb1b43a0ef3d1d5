import { existsSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import type { App } from "cdktf";
import type { ProjectStack } from "../stacks/project-stack";

const configurations = ["cdk.tf.json", "cdk.tf"];

function written(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((name) =>
    configurations.some((file) => existsSync(join(folder, name, file))),
  );
}

function describe(name: string, folder: string): string {
  const where = relative(process.cwd(), join(folder, name));
  return [
    name,
    `  ${"warning".padEnd(11)} No entry makes this stack any more. Where it is deployed, its resources still exist. The way out: \`terraform destroy\` in ${where}, then delete that folder; or bring the entry back, \`npx cdktf destroy ${name}\`, and take it out again. A cdktf command deletes the folder at once.`,
  ].join("\n");
}

/** Says of each stack that an earlier synth wrote and this one does not that it may be deployed still. */
export function forgottenStacks(app: App, stacks: readonly ProjectStack[]): readonly string[] {
  const folder = join(app.outdir, "stacks");
  const names = stacks.map(({ node }) => node.id);
  return written(folder)
    .filter((name) => !names.includes(name))
    .sort()
    .map((name) => describe(name, folder));
}
