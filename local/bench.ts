import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { missingForBuilds } from "./aws/codebuild/commands/missing-for-builds";
import type { LocalAccount } from "./aws/local-account";
import { startLocalAws } from "./aws/local-aws";
import { missingForLocalAws } from "./aws/missing-for-local-aws";
import { type LocalGithub, startLocalGithub } from "./github/local-github";
import { findProviders } from "./terraform/find-providers";
import { type FoundProviders, missingProvider } from "./terraform/found-providers";
import { missingForTerraform } from "./terraform/terraform-binary";
import type { Environment } from "./terraform/terraform-environment";
import { Workspace } from "./terraform/workspace";

const configuration = z.object({
  provider: z
    .object({ github: z.array(z.object({ base_url: z.string().optional() })).optional() })
    .optional(),
});

/** What the real Terraform is run against: a local AWS, a local GitHub, and the providers that were found. */
export interface Bench {
  readonly awsEndpoint: string;
  readonly githubUrl: string;
  readonly providers: FoundProviders;
}

/** A bench that runs in this process until it is stopped. */
export interface RunningBench extends Bench {
  stop(): Promise<void>;
}

/** One line that says what this machine lacks to run the bench and how to get it; undefined when nothing. */
export async function missingForBench(): Promise<string | undefined> {
  return (
    missingForTerraform() ??
    missingForLocalAws() ??
    missingForBuilds(["bash", "jq"]) ??
    missingProvider(await findProviders())
  );
}

/** Starts a bench on free ports. */
export async function startBench(): Promise<RunningBench> {
  const [providers, github]: [FoundProviders, LocalGithub] = await Promise.all([
    findProviders(),
    startLocalGithub(),
  ]);
  const aws = await startLocalAws({ githubUrl: github.url, preloadsAws: true });
  return {
    awsEndpoint: aws.endpoint,
    githubUrl: github.url,
    providers,
    stop: async () => {
      await Promise.all([aws.stop(), github.stop()]);
    },
  };
}

/** What points Terraform and both providers at the bench, as one AWS account. No file of the stack is touched. */
export function benchEnvironment(bench: Bench, account: LocalAccount): Environment {
  return { ...account.environment, GITHUB_BASE_URL: bench.githubUrl, GITHUB_TOKEN: "local" };
}

/** How a stack is worked on, where it is not as it will be deployed. */
export interface BenchOptions {
  /** Values of the stack's Terraform variables. @default none */
  readonly variables?: Readonly<Record<string, string>>;
  /** Keep the state in a file of the copy, whatever the stack's backend is. @default false */
  readonly localState?: boolean;
  /** Lead the GitHub provider to the local GitHub, also where the stack says that its GitHub is elsewhere. @default false */
  readonly localGithub?: boolean;
}

/** A stack's folder, copied to where Terraform runs it against the bench. */
export function openWorkspace(
  bench: Bench,
  account: LocalAccount,
  stackFolder: string,
  { variables = {}, localState = false, localGithub = false }: BenchOptions = {},
): Promise<Workspace> {
  const given = Object.entries(variables).map(([name, value]) => [`TF_VAR_${name}`, value]);
  return Workspace.open(stackFolder, {
    providers: bench.providers,
    environment: { ...benchEnvironment(bench, account), ...Object.fromEntries(given) },
    localState,
    ...(localGithub && namesGithub(stackFolder)
      ? { override: { provider: { github: { base_url: bench.githubUrl } } } }
      : {}),
  });
}

/** Whether the GitHub provider of a stack is told where GitHub is: that wins over the environment. */
function namesGithub(stackFolder: string): boolean {
  const { provider } = configuration.parse(
    JSON.parse(readFileSync(join(stackFolder, "cdk.tf.json"), "utf8")),
  );
  return provider?.github?.some(({ base_url }) => base_url !== undefined) ?? false;
}
