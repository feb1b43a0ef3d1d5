import { readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { z } from "zod";

const configuration = z.looseObject({ terraform: z.looseObject({}) });

/**
 * Puts a local backend in place of the one in a folder's `cdk.tf.json`. It is done in the file: an override file could
 * replace one backend by another, and not the block of HCP Terraform, which is none.
 */
export async function keepStateLocally(folder: string): Promise<void> {
  const file = join(folder, "cdk.tf.json");
  const { terraform, ...blocks } = configuration.parse(JSON.parse(await readFile(file, "utf8")));
  const { backend: _backend, cloud: _cloud, ...others } = terraform;
  const local = { path: `../../../state/${basename(folder)}.tfstate` };
  const changed = { ...blocks, terraform: { ...others, backend: { local } } };
  await writeFile(file, JSON.stringify(changed, null, 2));
}
