import { createHash } from "node:crypto";
import { z } from "zod";
import { AwsError } from "../client/aws-error";
import { passwordOf, registryHost, USER } from "../ecr/authorization-token";
import { layerOperations } from "../ecr/layer-operations";
import { checkLayers } from "../ecr/layers";
import { type Answer, jsonAnswer } from "../gateway/answer";
import type { AwsRequest } from "../gateway/aws-request";
import type { Scope } from "../gateway/scope";
import { operation, type Service } from "../gateway/service";

const scanningInput = z.looseObject({ imageScanningConfiguration: z.looseObject({}) });
const putImageInput = z.looseObject({
  repositoryName: z.string(),
  imageManifest: z.string(),
  imageTag: z.string().optional(),
  imageDigest: z.string().optional(),
});

/** ECR, kept by moto. */
export const ecr: Service = {
  operations: {
    PutImage: operation(
      "moto's digests don't depend on the manifest, it deletes an image that loses its last tag, one of its error codes is wrong, and it emits no event",
      putImageInput,
      putImage,
    ),
    GetAuthorizationToken: {
      because: "moto's token does not say who asked for it",
      answer: getAuthorizationToken,
    },
    ...layerOperations,
    PutImageScanningConfiguration: operation(
      "moto takes a missing scanOnPush, which is how SDKs send false, for no change",
      scanningInput,
      putImageScanningConfiguration,
    ),
  },
};

const TOKEN_LASTS_SECONDS = 12 * 60 * 60;
const registries = z.object({ registryIds: z.array(z.string()).optional() });

function getAuthorizationToken(request: AwsRequest, scope: Scope): Answer {
  const { registryIds = [scope.accountId] } = registries.parse(JSON.parse(request.body.toString() || "{}"));
  const authorizationToken = Buffer.from(`${USER}:${passwordOf(request.accessKey ?? "")}`).toString("base64");
  const expiresAt = scope.clock.now() / 1000 + TOKEN_LASTS_SECONDS;
  return jsonAnswer(request, {
    authorizationData: registryIds.map((accountId) => ({
      authorizationToken,
      expiresAt,
      proxyEndpoint: `https://${registryHost(accountId, scope.region)}`,
    })),
  });
}

type PutImageInput = z.output<typeof putImageInput>;

async function putImage(input: PutImageInput, scope: Scope): Promise<object> {
  const imageDigest = `sha256:${createHash("sha256").update(input.imageManifest).digest("hex")}`;
  if (input.imageDigest !== undefined && input.imageDigest !== imageDigest) {
    throw new AwsError(
      "ImageDigestDoesNotMatchException",
      `The image digest ${input.imageDigest} is not that of the manifest, ${imageDigest}`,
    );
  }
  checkLayers(input, digestsIn(input.imageManifest), scope);
  return inTurn(`${scope.accountId}/${scope.region}/${input.repositoryName}`, async () => {
    const tagged = await imageTagged(input, scope);
    const answer = await pushToMoto({ ...input, imageDigest }, scope);
    if (tagged && tagged.imageId.imageDigest !== imageDigest) await keepUntagged(input, tagged, scope);
    await scope.emit(pushEvent(input, imageDigest));
    return answer;
  });
}

const turns = new Map<string, Promise<unknown>>();

/** Pushes to one repository follow one another: each moves a tag and looks at what the tag was. */
async function inTurn<T>(repository: string, push: () => Promise<T>): Promise<T> {
  const turn = (turns.get(repository) ?? Promise.resolve()).then(push, push);
  turns.set(repository, turn);
  return turn;
}

const images = z.object({
  images: z.array(z.object({ imageManifest: z.string(), imageId: z.object({ imageDigest: z.string() }) })),
});
type Image = z.output<typeof images>["images"][number];

async function imageTagged(
  { repositoryName, imageTag }: PutImageInput,
  scope: Scope,
): Promise<Image | undefined> {
  if (imageTag === undefined) return undefined;
  const answer = await scope.moto.call("ecr", "BatchGetImage", { repositoryName, imageIds: [{ imageTag }] });
  return images.parse(answer).images[0];
}

/** Puts an image back that lost its last tag: AWS keeps it, moto deletes it. */
async function keepUntagged({ repositoryName }: PutImageInput, image: Image, scope: Scope): Promise<void> {
  const { imageDigest } = image.imageId;
  const answer = await scope.moto.call("ecr", "BatchGetImage", {
    repositoryName,
    imageIds: [{ imageDigest }],
  });
  if (images.parse(answer).images.length > 0) return;
  await scope.moto.call("ecr", "PutImage", {
    repositoryName,
    imageManifest: image.imageManifest,
    imageDigest,
  });
}

async function pushToMoto(input: PutImageInput & { imageDigest: string }, scope: Scope): Promise<object> {
  try {
    return z.looseObject({}).parse(await scope.moto.call("ecr", "PutImage", input));
  } catch (error) {
    const isOtherImage =
      error instanceof AwsError &&
      error.code === "ImageAlreadyExistsException" &&
      !error.message.includes(input.imageDigest);
    if (!isOtherImage) throw error;
    throw new AwsError(
      "ImageTagAlreadyExistsException",
      `The image tag '${input.imageTag}' already exists in the '${input.repositoryName}' repository and ` +
        "cannot be overwritten because the repository is immutable.",
    );
  }
}

const digest = z.looseObject({ digest: z.string() });
const manifestParts = z.looseObject({ config: digest.optional(), layers: z.array(digest).default([]) });

/** What a manifest says that the image consists of. */
function digestsIn(imageManifest: string): string[] {
  const { config, layers } = manifestParts.parse(JSON.parse(imageManifest));
  return [...(config === undefined ? [] : [config]), ...layers].map((part) => part.digest);
}

const manifestTypes = z.looseObject({
  mediaType: z.string().optional(),
  artifactType: z.string().optional(),
  config: z.looseObject({ mediaType: z.string().optional() }).optional(),
});

function pushEvent(input: PutImageInput, imageDigest: string): Parameters<Scope["emit"]>[0] {
  const { mediaType, artifactType, config } = manifestTypes.parse(JSON.parse(input.imageManifest));
  const manifestMediaType = input.imageManifestMediaType ?? mediaType;
  const artifactMediaType = artifactType ?? config?.mediaType;
  return {
    source: "aws.ecr",
    "detail-type": "ECR Image Action",
    detail: {
      result: "SUCCESS",
      "repository-name": input.repositoryName,
      "image-digest": imageDigest,
      "action-type": "PUSH",
      ...(input.imageTag === undefined ? {} : { "image-tag": input.imageTag }),
      ...(manifestMediaType === undefined ? {} : { "manifest-media-type": manifestMediaType }),
      ...(artifactMediaType === undefined ? {} : { "artifact-media-type": artifactMediaType }),
    },
  };
}

async function putImageScanningConfiguration(
  input: z.output<typeof scanningInput>,
  scope: Scope,
): Promise<object> {
  const imageScanningConfiguration = { scanOnPush: false, ...input.imageScanningConfiguration };
  const answer = await scope.moto.call("ecr", "PutImageScanningConfiguration", {
    ...input,
    imageScanningConfiguration,
  });
  return z.looseObject({}).parse(answer);
}
