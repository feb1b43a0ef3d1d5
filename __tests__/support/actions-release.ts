import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import { z } from "zod";
import type { LocalAccount } from "../../local/aws/local-account";
import { runningImages } from "../../local/aws/local-ecs-service";
import type { GithubActionsToEcsSettings } from "../../settings/schema/github-actions-to-ecs";
import type { Pushed } from "./actions-repository";
import { conclusions, told } from "./workflow-runs";

/** The steps of the workflow, those that clean up included, as they end when all goes well. */
export const allSteps = Object.fromEntries(
  [
    "Check out the commit",
    "Get credentials of AWS",
    "Log in to Amazon ECR",
    "Build and push the image of the commit",
    "Fetch the base of the task definition",
    "Put the image into the task definition",
    "Deploy, and wait until the service is stable",
    "Post Log in to Amazon ECR",
    "Post Get credentials of AWS",
    "Post Check out the commit",
  ].map((name) => [name, "success"]),
);

const described = z.object({
  imageDetails: z.array(z.object({ imageDigest: z.string(), imageTags: z.array(z.string()).default([]) })),
});

/** The images of a repository: digests by their tags. */
export async function digestsByTag(
  account: LocalAccount,
  repositoryName: string,
): Promise<Readonly<Record<string, string>>> {
  const { imageDetails } = described.parse(await account.call("ecr", "DescribeImages", { repositoryName }));
  return Object.fromEntries(
    imageDetails.flatMap(({ imageDigest, imageTags }) => imageTags.map((tag) => [tag, imageDigest])),
  );
}

/** Holds that a push started one run, which released the commit: its service runs its image, by digest. */
export async function expectReleased(
  account: LocalAccount,
  { stack, name = stack, service }: GithubActionsToEcsSettings,
  { sha, runs }: Pushed,
): Promise<void> {
  expect(runs).toHaveLength(1);
  for (const run of runs) {
    expect(run.conclusion, told(run)).toBe("success");
    expect(conclusions(run, "deploy")).toEqual(allSteps);
  }
  const digest = (await digestsByTag(account, name))[`release-${sha}`];
  expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  const registry = `${account.accountId}.dkr.ecr.${account.region}.amazonaws.com`;
  const { clusterName, serviceName, containerName } = service;
  expect(await runningImages(account, clusterName, serviceName)).toMatchObject({
    [containerName]: { image: `${registry}/${name}@${digest}`, digest },
  });
}

/** What something comes to while the account's time passes: a deployment whose tasks do not start waits for it. */
export async function asTimePasses<T>(account: LocalAccount, running: Promise<T>): Promise<T> {
  const over = new AbortController();
  const ends = running.finally(() => over.abort());
  // Whoever awaits it hears of a failure.
  ends.catch(() => {});
  while (!over.signal.aborted) {
    await sleep(100);
    await account.passTime({ minutes: 0.05 });
  }
  return ends;
}
