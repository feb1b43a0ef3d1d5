import { LocalAccount } from "../../local/aws/local-account";
import { runningImages } from "../../local/aws/local-ecs-service";
import { deploysOf, type ReleasePathSettings } from "../../settings/schema/release-path";
import { say } from "./say";
import type { StoryContext } from "./story";

/** Says what each service of a release path runs now. */
export async function showRunning(settings: ReleasePathSettings, context: StoryContext): Promise<void> {
  const said = new Set<string>();
  for (const { service, account: other, region } of deploysOf(settings)) {
    const { endpoint, accountId, region: own } = context.account;
    const account = new LocalAccount(endpoint, other?.id ?? accountId, region ?? own);
    const { clusterName, serviceName } = service;
    const images = await runningImages(account, clusterName, serviceName);
    for (const [container, { image, digest }] of Object.entries(images)) {
      said.add(
        `  runs        ${clusterName}/${serviceName}, ${container}: ${shortOf(image)}${digest ? ` ${digest}` : ""}`,
      );
    }
  }
  for (const line of said) say(line);
}

/** Without the registry, and without a digest that is told beside it. */
function shortOf(image: string): string {
  return image.replace(/^\d{12}\.dkr\.ecr\.[^/]+\//, "").replace(/@sha256:.*$/, "");
}
