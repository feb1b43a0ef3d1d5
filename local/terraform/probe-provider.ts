import { existsSync } from "node:fs";
import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FoundProvider, ProviderRequirement } from "./found-providers";
import { findInMirrors } from "./mirror-search";
import { runTerraform, TerraformError } from "./run-terraform";
import type { Environment } from "./terraform-environment";

/** Long enough for a download; without any network terraform gives up much earlier by itself. */
const TIME_LIMIT_MS = 120_000;

/** What a probe found, or why `terraform init` has no such provider. */
export type Probe = Extract<FoundProvider, { how: "installed" | "mirror" }> | { readonly failure: string };

/** Asks a real `terraform init`, with the user's own CLI configuration, for one provider. Downloads land in the cache. */
export async function probeProvider(
  requirement: ProviderRequirement,
  platform: string,
  cache: string,
): Promise<Probe> {
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(tmpdir(), "probe-"));
  try {
    const { source, versions: version } = requirement;
    const configuration = { terraform: { required_providers: { probed: { source, version } } } };
    await writeFile(join(folder, "main.tf.json"), JSON.stringify(configuration));
    const result = await runTerraform(["init", "-backend=false"], {
      cwd: folder,
      environment: probeEnvironment(cache),
      timeLimitMs: TIME_LIMIT_MS,
    });
    if (result.code !== 0) return { failure: result.stderr };
    const installed = findInMirrors(requirement, platform, [join(folder, ".terraform/providers")]);
    if (!installed)
      return { failure: `terraform init installed ${source} for another platform than ${platform}` };
    return { ...installed, how: "installed", directory: await realpath(installed.directory) };
  } catch (error) {
    if (error instanceof TerraformError) return { failure: error.message };
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function probeEnvironment(cache: string): Environment {
  const own = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[0].startsWith("TF_TOKEN_"),
  );
  const configFile = process.env.TF_CLI_CONFIG_FILE;
  return {
    ...Object.fromEntries(own),
    ...(configFile && existsSync(configFile) ? { TF_CLI_CONFIG_FILE: configFile } : {}),
    TF_PLUGIN_CACHE_DIR: cache,
    // Without a lock file terraform would otherwise download again what the cache holds.
    TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: "true",
    TF_REGISTRY_CLIENT_TIMEOUT: "10",
    TF_REGISTRY_DISCOVERY_RETRY: "1",
  };
}
