import { join } from "node:path";
import { findProvider } from "./find-provider";
import type { FoundProviders } from "./found-providers";
import { conventionalMirrors } from "./mirror-search";

/** Keeps what a run downloaded for the next one, where the user has no plugin cache. */
const OWN_CACHE = join(__dirname, "../../node_modules/.cache/terraform-providers");

let found: Promise<FoundProviders> | undefined;

/** Decides how each provider is had, once in a process; the answer is plain JSON to be handed on to others. */
export function findProviders(): Promise<FoundProviders> {
  found ??= decide();
  return found;
}

async function decide(): Promise<FoundProviders> {
  const cache = process.env.TF_PLUGIN_CACHE_DIR || OWN_CACHE;
  const places = { cache, mirrors: conventionalMirrors([cache]) };
  const [aws, random, github] = await Promise.all([
    findProvider("aws", places),
    findProvider("random", places),
    findProvider("github", places),
  ]);
  return { aws, random, github };
}
