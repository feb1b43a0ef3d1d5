import { createHash, randomUUID } from "node:crypto";
import { z } from "zod";
import { AwsError } from "../client/aws-error";
import type { Answer } from "../gateway/answer";
import { type Scope, ScopedState } from "../gateway/scope";

const PART_SIZE = 10_485_760;

/** Where the gateway hands layers out to whoever knows the address, as a signed address of S3 does. */
export const LAYER_PATH = "/ecr-layers/";

const ofRepository = z.looseObject({ repositoryName: z.string() });
export const availabilityInput = ofRepository.extend({ layerDigests: z.array(z.string()).min(1) });
export const initiateInput = ofRepository;
export const partInput = ofRepository.extend({
  uploadId: z.string(),
  partFirstByte: z.number(),
  partLastByte: z.number(),
  layerPartBlob: z.string(),
});
export const completeInput = ofRepository.extend({
  uploadId: z.string(),
  layerDigests: z.array(z.string()).min(1),
});
export const downloadInput = ofRepository.extend({ layerDigest: z.string() });

type OfRepository = z.output<typeof ofRepository>;

/** Layers by repository and digest, and what is being uploaded. */
interface Registry {
  readonly layers: Map<string, Buffer>;
  readonly uploads: Map<string, Buffer[]>;
}

const registries = new ScopedState<Registry>(() => ({ layers: new Map(), uploads: new Map() }));

export async function checkAvailability(
  input: z.output<typeof availabilityInput>,
  scope: Scope,
): Promise<object> {
  const { layers } = await registryOf(input, scope);
  return {
    layers: input.layerDigests.map((layerDigest) => {
      const layer = layers.get(keyOf(input, layerDigest));
      return layer === undefined
        ? { layerDigest, layerAvailability: "UNAVAILABLE" }
        : { layerDigest, layerAvailability: "AVAILABLE", layerSize: layer.length };
    }),
    failures: [],
  };
}

export async function initiateUpload(input: OfRepository, scope: Scope): Promise<object> {
  const { uploads } = await registryOf(input, scope);
  const uploadId = randomUUID();
  uploads.set(uploadId, []);
  return { uploadId, partSize: PART_SIZE };
}

export async function uploadPart(input: z.output<typeof partInput>, scope: Scope): Promise<object> {
  const { uploads } = await registryOf(input, scope);
  const parts = uploadNamed(uploads, input.uploadId);
  const received = parts.reduce((sum, { length }) => sum + length, 0);
  const part = Buffer.from(input.layerPartBlob, "base64");
  if (input.partFirstByte !== received || input.partLastByte !== received + part.length - 1) {
    throw new AwsError(
      "InvalidLayerPartException",
      `The part does not begin at byte ${received} or end with its content`,
    );
  }
  parts.push(part);
  const { repositoryName, uploadId, partLastByte } = input;
  return { repositoryName, uploadId, lastByteReceived: partLastByte };
}

export async function completeUpload(input: z.output<typeof completeInput>, scope: Scope): Promise<object> {
  const { uploads, layers } = await registryOf(input, scope);
  const layer = Buffer.concat(uploadNamed(uploads, input.uploadId));
  const layerDigest = `sha256:${createHash("sha256").update(layer).digest("hex")}`;
  if (!input.layerDigests.includes(layerDigest)) {
    throw new AwsError(
      "InvalidLayerException",
      `The digest of the layer is ${layerDigest}, not ${input.layerDigests}`,
    );
  }
  if (layers.has(keyOf(input, layerDigest))) {
    throw new AwsError(
      "LayerAlreadyExistsException",
      `The layer ${layerDigest} is in the repository already`,
    );
  }
  layers.set(keyOf(input, layerDigest), layer);
  uploads.delete(input.uploadId);
  return { repositoryName: input.repositoryName, uploadId: input.uploadId, layerDigest };
}

export async function downloadUrl(input: z.output<typeof downloadInput>, scope: Scope): Promise<object> {
  const { layers } = await registryOf(input, scope);
  const { layerDigest } = input;
  if (!layers.has(keyOf(input, layerDigest))) throw layersNotFound(input, [layerDigest]);
  const { accountId, region } = scope;
  const path = [accountId, region, input.repositoryName, layerDigest].map(encodeURIComponent).join("/");
  return { layerDigest, downloadUrl: `${scope.gatewayEndpoint}${LAYER_PATH}${path}` };
}

/** Refuses an image of which a layer was not uploaded. */
export function checkLayers(input: OfRepository, digests: readonly string[], scope: Scope): void {
  const { layers } = registries.of(scope);
  const missing = digests.filter((digest) => !layers.has(keyOf(input, digest)));
  if (missing.length > 0) throw layersNotFound(input, missing);
}

/** Answers a request for an address that `downloadUrl` made. */
export function answerLayer(pathname: string, scopes: readonly Scope[]): Answer {
  const [accountId, region, repositoryName = "", digest = ""] = pathname
    .slice(LAYER_PATH.length)
    .split("/")
    .map(decodeURIComponent);
  const scope = scopes.find((candidate) => candidate.accountId === accountId && candidate.region === region);
  const layer = scope && registries.of(scope).layers.get(keyOf({ repositoryName }, digest));
  if (layer === undefined) return { status: 404, headers: {}, body: "" };
  return { status: 200, headers: { "content-type": "application/octet-stream" }, body: layer };
}

/** The registry, once moto has said that the repository exists. */
async function registryOf(input: OfRepository, scope: Scope): Promise<Registry> {
  await scope.moto.call("ecr", "DescribeRepositories", { repositoryNames: [input.repositoryName] });
  return registries.of(scope);
}

function uploadNamed(uploads: Registry["uploads"], uploadId: string): Buffer[] {
  const upload = uploads.get(uploadId);
  if (upload !== undefined) return upload;
  throw new AwsError("UploadNotFoundException", `The upload ${uploadId} does not exist`);
}

function keyOf({ repositoryName }: Pick<OfRepository, "repositoryName">, digest: string): string {
  return `${repositoryName}@${digest}`;
}

function layersNotFound({ repositoryName }: OfRepository, digests: readonly string[]): AwsError {
  return new AwsError(
    "LayersNotFoundException",
    `The layers ${digests.join(", ")} are not in the repository ${repositoryName}`,
  );
}
