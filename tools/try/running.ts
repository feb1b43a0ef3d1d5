import { LocalAccount } from "../../local/aws/local-account";
import { runningImages } from "../../local/aws/local-ecs-service";
import type { EcsService } from "../../modules/pipeline/deploys/ecs-deploy";
import type { DeployActionSettings } from "../../settings/schema/stages";
import { say } from "./say";
import type { StoryContext } from "./story";

/** A service that is released to; in the story's own account and Region, unless it says another. */
export interface ReleasedService extends Pick<DeployActionSettings, "account" | "region"> {
  readonly service: Pick<EcsService, "clusterName" | "serviceName">;
}

/** Says what each service runs now. */
export async function showRunning(
  services: readonly ReleasedService[],
  context: StoryContext,
): Promise<void> {
  const said = new Set<string>();
  for (const { service, account: other, region } of services) {
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
