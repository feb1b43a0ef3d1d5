import type { StandInName } from "../providers/stand-in-providers";

/** The providers the stacks use, by their name in `required_providers`. */
export type ProviderName = "aws" | StandInName;

/** How a provider is had on this machine. `directory` holds its program for this platform. */
export type FoundProvider =
  | { readonly how: "installed" | "mirror"; readonly version: string; readonly directory: string }
  | { readonly how: "stand-in" }
  | { readonly how: "missing"; readonly reason: string };

/** How each provider is had: plain JSON, decided once and handed on. */
export type FoundProviders = Readonly<Record<ProviderName, FoundProvider>>;

/** Where a provider comes from, and the versions of it the stacks can be run with. */
export interface ProviderRequirement {
  readonly source: string;
  /** A version constraint in Terraform's words. */
  readonly versions: string;
}

/** The ranges that the stacks allow. */
export const REQUIREMENTS: Readonly<Record<ProviderName, ProviderRequirement>> = {
  aws: { source: "hashicorp/aws", versions: ">= 5.100.0, < 7.0.0" },
  random: { source: "hashicorp/random", versions: ">= 3.6.0, < 4.0.0" },
  github: { source: "integrations/github", versions: ">= 6.0.0, < 7.0.0" },
};

export const PROVIDER_NAMES: readonly ProviderName[] = ["aws", "random", "github"];

/** One line for people: `providers: aws 5.100.0 (mirror), random (stand-in), github (stand-in)`. */
export function summaryOf(found: FoundProviders): string {
  const each = PROVIDER_NAMES.map((name) => {
    const provider = found[name];
    return "version" in provider
      ? `${name} ${provider.version} (${provider.how})`
      : `${name} (${provider.how})`;
  });
  return `providers: ${each.join(", ")}`;
}

/** One line saying which provider is missing and how to get it; undefined where none is. */
export function missingProvider(found: FoundProviders): string | undefined {
  const missing = PROVIDER_NAMES.map((name) => found[name]).find((provider) => provider.how === "missing");
  return missing?.reason;
}

/** The providers that are stood in for. */
export function standInsOf(found: FoundProviders | undefined): StandInName[] {
  const names: readonly StandInName[] = ["random", "github"];
  return names.filter((name) => found?.[name].how === "stand-in");
}
