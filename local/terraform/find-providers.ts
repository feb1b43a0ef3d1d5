import { join } from "node:path";
import { type FoundProvider, type FoundProviders, type ProviderName, REQUIREMENTS } from "./found-providers";
import { conventionalMirrors, findInMirrors } from "./mirror-search";
import { probeProvider } from "./probe-provider";
import { terraformBinary } from "./terraform-binary";

/** Keeps what a run downloaded for the next one, where the user has no plugin cache. */
const OWN_CACHE = join(__dirname, "../../node_modules/.cache/terraform-providers");

let found: Promise<FoundProviders> | undefined;

/**
 * Decides how each provider is had: what `terraform init` finds, else an unpacked mirror in a conventional place,
 * else a stand-in. Decided once in a process; hand the answer on to others.
 */
export function findProviders(): Promise<FoundProviders> {
  found ??= decide();
  return found;
}

async function decide(): Promise<FoundProviders> {
  const [aws, random, github] = await Promise.all([findOne("aws"), findOne("random"), findOne("github")]);
  return { aws, random, github };
}

async function findOne(name: ProviderName): Promise<FoundProvider> {
  const requirement = REQUIREMENTS[name];
  const { platform } = terraformBinary();
  const cache = process.env.TF_PLUGIN_CACHE_DIR || OWN_CACHE;
  const probe = await probeProvider(requirement, platform, cache);
  if ("how" in probe) return probe;
  const mirrored = findInMirrors(requirement, platform, conventionalMirrors([cache]));
  if (mirrored) return mirrored;
  if (name !== "aws") return { how: "stand-in" };
  const { source, versions } = requirement;
  const reason =
    `The Terraform provider ${source} ${versions} cannot be had: ${oneLine(probe.failure)} ` +
    "Make registry.terraform.io reachable, or put the provider into a filesystem mirror (terraform providers mirror).";
  return { how: "missing", reason };
}

function oneLine(text: string): string {
  return text
    .replace(/^\s*Error:\s*/, "")
    .replace(/\s+/g, " ")
    .trim();
}
