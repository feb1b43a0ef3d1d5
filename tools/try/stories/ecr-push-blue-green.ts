import { createNetwork } from "../../../local/aws/local-network";
import type { EcrPushBlueGreenSettings } from "../../../settings/schema/ecr-push-blue-green";
import { createAlarm } from "../existing/alarm";
import type { StoryContext } from "../story";

export async function prepare(settings: EcrPushBlueGreenSettings, { account }: StoryContext): Promise<void> {
  const { create } = settings.service;
  if (create) await createNetwork(account, { vpcId: create.vpcId, subnetIds: create.subnets });
  if ("existingBucket" in settings.artifactStore) await account.createBucket(settings.artifactStore.existingBucket);
  await account.createSsmParameter({ name: "/example/database/url", value: "local" });
  for (const alarm of settings.deployment?.alarms ?? []) await createAlarm(account, alarm);
}

export async function play(_settings: EcrPushBlueGreenSettings, _context: StoryContext): Promise<void> {}
