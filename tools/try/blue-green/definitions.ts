import { strToU8, zipSync } from "fflate";
import { elements, elementText } from "../../../local/aws/client/xml";
import type { LocalAccount } from "../../../local/aws/local-account";
import { appSpec } from "../../../modules/ecs/app-spec/app-spec";
import { defined } from "../../../modules/terraform/defined";
import type { EcrPushBlueGreenSettings } from "../../../settings/schema/ecr-push-blue-green";
import type { StoryContext } from "../story";
import { taskDefinitionOf } from "./task-definition";

/** The object that holds task definition and AppSpec file. */
export interface DefinitionsObject {
  readonly bucket: string;
  readonly key: string;
}

export function definitionsObjectOf({ definitions }: EcrPushBlueGreenSettings): DefinitionsObject {
  const bucket = "existingBucket" in definitions ? definitions.existingBucket : definitions.bucket;
  return { bucket, key: definitions.objectKey ?? "definitions.zip" };
}

/** The bucket of the definitions where it exists, which keeps versions and tells EventBridge what a rule waits for. */
export async function createDefinitionsBucket(
  { definitions, artifactStore }: EcrPushBlueGreenSettings,
  { account }: StoryContext,
): Promise<void> {
  if (!("existingBucket" in definitions)) return;
  const { existingBucket: bucket, trigger = "none" } = definitions;
  const isThere = "existingBucket" in artifactStore && artifactStore.existingBucket === bucket;
  if (!isThere) await account.createBucket(bucket);
  await put(
    account,
    `/${bucket}?versioning`,
    `<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>`,
  );
  if (trigger === "none") return;
  const telling = "<EventBridgeConfiguration></EventBridgeConfiguration>";
  await put(
    account,
    `/${bucket}?notification`,
    `<NotificationConfiguration>${telling}</NotificationConfiguration>`,
  );
}

/** Uploads what the team keeps: a task definition, and an AppSpec file. */
export async function uploadTeamsDefinitions(
  settings: EcrPushBlueGreenSettings,
  context: StoryContext,
): Promise<void> {
  const { containerName, containerPort, platformVersion } = settings.service;
  const files = {
    "taskdef.json": taskDefinitionOf(settings, context),
    "appspec.yaml": appSpec(
      defined({ containerName, containerPort, platformVersion, hooks: settings.deployment?.hooks }),
    ),
  };
  const bytes = Object.entries(files).map(([path, text]) => [path, strToU8(text)] as const);
  await upload(settings, context.account, zipSync(Object.fromEntries(bytes)));
}

/** Uploads what is there once more, as another version with the same tags. */
export async function uploadAgain(
  settings: EcrPushBlueGreenSettings,
  { account }: StoryContext,
): Promise<void> {
  const { bucket, key } = definitionsObjectOf(settings);
  const response = await account.send("s3", "GET", `/${bucket}/${key}`);
  if (!response.ok) throw new Error(`${bucket}/${key} was not read: ${await response.text()}`);
  const tagging = await (await account.send("s3", "GET", `/${bucket}/${key}?tagging`)).text();
  const tags = new URLSearchParams();
  for (const tag of elements(tagging, "Tag")) {
    tags.append(elementText(tag, "Key") ?? "", elementText(tag, "Value") ?? "");
  }
  await upload(settings, account, new Uint8Array(await response.arrayBuffer()), {
    "x-amz-tagging": String(tags),
  });
}

async function upload(
  settings: EcrPushBlueGreenSettings,
  account: LocalAccount,
  zip: Uint8Array<ArrayBuffer>,
  tags: Readonly<Record<string, string>> = {},
): Promise<void> {
  const { bucket, key } = definitionsObjectOf(settings);
  const { kmsKeyArn } = settings.definitions;
  const encrypted = {
    "x-amz-server-side-encryption": "aws:kms",
    "x-amz-server-side-encryption-aws-kms-key-id": kmsKeyArn ?? "",
  };
  await put(account, `/${bucket}/${key}`, zip, {
    "content-type": "application/zip",
    ...tags,
    ...(kmsKeyArn === undefined ? {} : encrypted),
  });
}

async function put(
  account: LocalAccount,
  path: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  const response = await account.send("s3", "PUT", path, body, headers);
  if (!response.ok) throw new Error(`S3 did not take ${path}: ${await response.text()}`);
}
