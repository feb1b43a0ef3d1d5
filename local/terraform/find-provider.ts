import { type FoundProvider, type ProviderName, REQUIREMENTS } from "./found-providers";
import { findInMirrors } from "./mirror-search";
import { probeProvider } from "./probe-provider";
import { terraformBinary } from "./terraform-binary";

/** Where a provider is looked for beside what `terraform init` finds by itself. */
export interface ProviderPlaces {
  /** The plugin cache; what is downloaded lands here. */
  readonly cache: string;
  readonly mirrors: readonly string[];
}

/** How one provider is had: as `terraform init` finds it, else from a mirror, else stood in for where that can be. */
export async function findProvider(
  name: ProviderName,
  { cache, mirrors }: ProviderPlaces,
): Promise<FoundProvider> {
  const requirement = REQUIREMENTS[name];
  const { platform } = terraformBinary();
  const probe = await probeProvider(requirement, platform, cache);
  if ("how" in probe) return probe;
  const mirrored = findInMirrors(requirement, platform, mirrors);
  if (mirrored) return mirrored;
  if (name !== "aws") return { how: "stand-in" };
  const { source, versions } = requirement;
  const reason =
    `The Terraform provider ${source} ${versions} cannot be had here. ${whatTerraformSaid(probe.failure)} ` +
    "Make the Terraform registry reachable, or put the provider into a filesystem mirror (terraform providers mirror).";
  return { how: "missing", reason };
}

/** Terraform's summary and explanation in one line, without the hints that follow. */
function whatTerraformSaid(failure: string): string {
  const [summary = "", explanation = ""] = failure.trim().split(/\n\s*\n/);
  return `${summary}. ${explanation}`.replace(/\s+/g, " ");
}
