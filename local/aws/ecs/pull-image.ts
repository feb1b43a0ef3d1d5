import { z } from "zod";
import type { AwsClient } from "../client/aws-client";
import { AwsError } from "../client/aws-error";
import type { Scope } from "../gateway/scope";
import type { RoleSession } from "../iam/role-session";
import { type EcrImage, ecrImageOf } from "./image-reference";
import { TaskStartFailure } from "./task-start-failure";

const found = z.looseObject({
  images: z.array(
    z.looseObject({ imageId: z.looseObject({ imageDigest: z.string() }), imageManifest: z.string() }),
  ),
});

const layer = z.looseObject({ digest: z.string() });
const manifest = z.looseObject({ config: layer.optional(), layers: z.array(layer).default([]) });

/** Pulls a container's image as the execution role; answers with its digest, undefined for one of another registry. */
export async function pullImage(
  scope: Scope,
  session: RoleSession | undefined,
  image: string,
): Promise<string | undefined> {
  const reference = ecrImageOf(image);
  if (reference === undefined) return undefined;
  if (session === undefined) {
    throw new TaskStartFailure(
      "Fargate requires task definition to have execution role ARN to support ECR images.",
    );
  }
  const client = scope.as(session, reference.region);
  await authorize(client, reference);
  try {
    return await pull(client, reference, image);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw cannotPull(image, `${error.code}: ${error.message}`);
  }
}

async function authorize(client: AwsClient, { registryId }: EcrImage): Promise<void> {
  try {
    await client.call("ecr", "GetAuthorizationToken", { registryIds: [registryId] });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new TaskStartFailure(
      "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: " +
        `unable to retrieve ecr registry auth: ${error.code}: ${error.message}`,
    );
  }
}

async function pull(
  client: AwsClient,
  { registryId, repositoryName, imageId }: EcrImage,
  image: string,
): Promise<string> {
  const repository = { registryId, repositoryName };
  const answer = await client.call("ecr", "BatchGetImage", { ...repository, imageIds: [imageId] });
  const [first] = found.parse(answer).images;
  if (first === undefined) throw cannotPull(image, `failed to resolve ref ${image}: ${image}: not found`);
  const { config, layers } = manifest.parse(JSON.parse(first.imageManifest));
  for (const { digest } of config === undefined ? layers : [config, ...layers]) {
    await client.call("ecr", "GetDownloadUrlForLayer", { ...repository, layerDigest: digest });
  }
  return first.imageId.imageDigest;
}

function cannotPull(image: string, reason: string): TaskStartFailure {
  return new TaskStartFailure(`CannotPullContainerError: pull image manifest of ${image}: ${reason}`, image);
}
