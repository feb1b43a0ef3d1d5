import { readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { FoundProvider, ProviderRequirement } from "./found-providers";
import { compareVersions, fulfils } from "./version-constraint";

/** Folders under which distributions and administrators put provider mirrors. */
const CONVENTIONAL_ROOTS = ["/opt", "/usr/share", "/usr/local/share", "/var/lib"];

/** The folders that may be mirrors: caches, the ones terraform looks in by itself, and the conventional ones. */
export function conventionalMirrors(caches: readonly string[]): string[] {
  const home = homedir();
  const dataFolders = [
    process.env.XDG_DATA_HOME || join(home, ".local/share"),
    ...(process.env.XDG_DATA_DIRS || "/usr/local/share:/usr/share").split(":"),
  ];
  return [
    ...caches,
    join(home, ".terraform.d/plugins"),
    join(home, "Library/Application Support/io.hashicorp.terraform/plugins"),
    ...dataFolders.map((folder) => join(folder, "terraform/plugins")),
    ...CONVENTIONAL_ROOTS.flatMap((root) => entriesOf(root).map((entry) => join(root, entry))),
  ];
}

/** The newest fitting version of a provider that lies unpacked in one of the mirrors. */
export function findInMirrors(
  { source, versions }: ProviderRequirement,
  platform: string,
  mirrors: readonly string[],
): Extract<FoundProvider, { how: "mirror" | "installed" }> | undefined {
  const candidates = mirrors.flatMap((mirror) => {
    const folder = join(mirror, "registry.terraform.io", source);
    return entriesOf(folder).map((version) => ({ version, directory: join(folder, version, platform) }));
  });
  const [newest] = candidates
    .filter(({ version, directory }) => fulfils(version, versions) && entriesOf(directory).length > 0)
    .sort((one, other) => compareVersions(other.version, one.version));
  return newest && { how: "mirror", ...newest };
}

const NO_FOLDER = ["ENOENT", "ENOTDIR", "EACCES"];

/** The names in a folder; none where there is no such folder or it is not ours to read. */
function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (NO_FOLDER.includes((error as NodeJS.ErrnoException).code ?? "")) return [];
    throw error;
  }
}
