import { missingForLocalAws } from "./aws/missing-for-local-aws";
import { type LocalAws, startLocalAws } from "./aws/local-aws";
import { type LocalGithub, startLocalGithub } from "./github/local-github";
import { findProviders } from "./terraform/find-providers";
import { type FoundProviders, missingProvider } from "./terraform/found-providers";
import { missingForTerraform } from "./terraform/terraform-binary";

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
  return missingForTerraform() ?? missingForLocalAws() ?? missingProvider(await findProviders());
}

/** Starts a bench on free ports. */
export async function startBench(): Promise<RunningBench> {
  const [providers, aws, github]: [FoundProviders, LocalAws, LocalGithub] = await Promise.all([
    findProviders(),
    startLocalAws(),
    startLocalGithub(),
  ]);
  return {
    awsEndpoint: aws.endpoint,
    githubUrl: github.url,
    providers,
    stop: async () => {
      await Promise.all([aws.stop(), github.stop()]);
    },
  };
}
