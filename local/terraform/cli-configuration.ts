import { mkdir, symlink, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { type FoundProviders, PROVIDER_NAMES, REQUIREMENTS } from "./found-providers";

/**
 * Writes a Terraform CLI configuration that installs the providers from where they were found and from nowhere else,
 * so that no run needs the network. Returns the file's path.
 */
export async function writeCliConfiguration(folder: string, found: FoundProviders): Promise<string> {
  const mirror = join(folder, "providers");
  await mkdir(mirror, { recursive: true });
  for (const name of PROVIDER_NAMES) {
    const provider = found[name];
    if (!("directory" in provider)) continue;
    const { source } = REQUIREMENTS[name];
    // A mirror may hold a link at the platform's folder, and at no other level.
    const link = join(
      mirror,
      "registry.terraform.io",
      source,
      provider.version,
      basename(provider.directory),
    );
    await mkdir(dirname(link), { recursive: true });
    await symlink(provider.directory, link, "dir");
  }
  const file = join(folder, "terraform.rc");
  await writeFile(
    file,
    `disable_checkpoint = true\nprovider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`,
  );
  return file;
}
