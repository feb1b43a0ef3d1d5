import { chmod, mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder laid out as a mirror, with providers that are empty programs: enough for `terraform init`. */
export async function providerMirror(
  platform: string,
  providers: readonly (readonly [source: string, version: string])[],
): Promise<string> {
  const mirror = await mkdtemp(join(tmpdir(), "mirror-"));
  for (const [source, version] of providers) {
    const folder = join(mirror, "registry.terraform.io", source, version, platform);
    const program = join(folder, `terraform-provider-${source.split("/")[1]}_v${version}`);
    await mkdir(folder, { recursive: true });
    await writeFile(program, "#!/bin/sh\nexit 1\n");
    await chmod(program, 0o755);
  }
  return mirror;
}

/** A Terraform CLI configuration that knows no provider but the mirror's. */
export async function cliConfigFor(mirror: string, name = "terraform.rc"): Promise<string> {
  const file = join(mirror, name);
  await writeFile(file, `provider_installation {\n  filesystem_mirror {\n    path = "${mirror}"\n  }\n}\n`);
  return file;
}
