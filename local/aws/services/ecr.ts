import { createHash } from "node:crypto";
import { z } from "zod";
import { AwsError } from "../client/aws-error";
import { inRegistry, registryOf } from "../ecr/other-registries";
import type { Scope } from "../gateway/scope";
import { operation, type Service } from "../gateway/service";

const scanningInput = z.looseObject({ imageScanningConfiguration: z.looseObject({}) });
const putImageInput = z.looseObject({
  repositoryName: z.string(),
  imageManifest: z.string(),
  imageTag: z.string().optional(),
  imageDigest: z.string().optional(),
});

const layerInput = inRegistry.extend({ layerDigest: z.string() });

/** ECR, kept by moto. */
export const ecr: Service = {
  operations: {
    BatchGetImage: operation("moto knows no registry but the caller's own", inRegistry, batchGetImage),
    GetDownloadUrlForLayer: operation("moto lacks it", layerInput, getDownloadUrlForLayer),
    PutImage: operation(
      "moto's digests don't depend on the manifest, it deletes an image that loses its last tag, one of its error codes is wrong, and it emits no event",
      putImageInput,
      putImage,
    ),
    PutImageScanningConfiguration: operation(
      "moto takes a missing scanOnPush, which is how SDKs send false, for no change",
      scanningInput,
      putImageScanningConfiguration,
    ),
  },
};

async function batchGetImage(input: z.output<typeof inRegistry>, scope: Scope): Promise<object> {
  return z.looseObject({}).parse(await registryOf(scope, input).moto.call("ecr", "BatchGetImage", input));
}

async function getDownloadUrlForLayer(input: z.output<typeof layerInput>, scope: Scope): Promise<object> {
  const { repositoryName, layerDigest } = input;
  const registry = registryOf(scope, input);
  await registry.moto.call("ecr", "DescribeRepositories", { repositoryNames: [repositoryName] });
  return { downloadUrl: `${scope.gatewayEndpoint}/layers/${layerDigest}`, layerDigest };
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
