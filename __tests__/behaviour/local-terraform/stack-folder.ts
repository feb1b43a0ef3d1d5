import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FoundProviders } from "../../../local/terraform/found-providers";

/** Stand-ins for the two small providers, also where the real ones are to be had; no AWS. */
export const STAND_INS: FoundProviders = {
  aws: { how: "missing", reason: "not needed" },
  random: { how: "stand-in" },
  github: { how: "stand-in" },
};

const SOURCES = {
  random: { source: "hashicorp/random", version: "3.7.2" },
  github: { source: "integrations/github", version: "6.9.0" },
};

/** A value of another block, in Terraform's words: `random_id.secret.hex`. */
export function reference(path: string): string {
  return `\${${path}}`;
}

/** Writes a small stack as synth would leave it: a folder with its cdk.tf.json. */
export async function stackFolder(configuration: object): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "synthesized-"));
  await writeStack(folder, configuration);
  return folder;
}

/** Writes another configuration into the folder of a stack. */
export async function writeStack(folder: string, configuration: object): Promise<void> {
  const terraform = {
    backend: { local: { path: "../../../state/example.tfstate" } },
    required_providers: SOURCES,
  };
  await writeFile(join(folder, "cdk.tf.json"), JSON.stringify({ terraform, ...configuration }));
}
