import type { AwsClient } from "../client/aws-client";
import { AwsError } from "../client/aws-error";
import { elementText } from "../client/xml";

/** An object as S3 answers it. */
export interface S3Object {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Undefined in a bucket without versions. */
  readonly versionId: string | undefined;
  readonly etag: string;
}

/** Where an object lies; without a version its newest one. */
export interface S3Address {
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string | undefined;
}

/** Whether a bucket keeps versions (GetBucketVersioning). */
export async function keepsVersions(client: AwsClient, bucket: string): Promise<boolean> {
  const response = await succeeded(await client.send("s3", "GET", `/${bucket}?versioning`));
  return elementText(await response.text(), "Status") === "Enabled";
}

/** Reads an object (GetObject; with a version, what needs s3:GetObjectVersion). */
export async function getObject(client: AwsClient, address: S3Address): Promise<S3Object> {
  const { versionId } = address;
  const query = versionId === undefined ? "" : `?versionId=${encodeURIComponent(versionId)}`;
  const response = await succeeded(await client.send("s3", "GET", pathOf(address) + query));
  return {
    bytes: new Uint8Array(await response.arrayBuffer()),
    versionId: response.headers.get("x-amz-version-id") ?? undefined,
    etag: (response.headers.get("etag") ?? "").replaceAll('"', ""),
  };
}

/** Writes an object encrypted by KMS, with S3's own key or the one that is named (PutObject). Answers with its version. */
export async function putObject(
  client: AwsClient,
  address: S3Address,
  bytes: Uint8Array<ArrayBuffer>,
  encryptionKey: string | undefined,
): Promise<string | undefined> {
  const key =
    encryptionKey === undefined ? {} : { "x-amz-server-side-encryption-aws-kms-key-id": encryptionKey };
  const headers = {
    "content-type": "application/zip",
    "x-amz-server-side-encryption": "aws:kms",
    ...key,
  };
  const response = await succeeded(await client.send("s3", "PUT", pathOf(address), bytes, headers));
  await response.arrayBuffer();
  return response.headers.get("x-amz-version-id") ?? undefined;
}

function pathOf({ bucket, key }: S3Address): string {
  return `/${bucket}/${key.split("/").map(encodeURIComponent).join("/")}`;
}

async function succeeded(response: Response): Promise<Response> {
  if (response.ok) return response;
  const text = await response.text();
  const code = elementText(text, "Code") ?? `HTTP${response.status}`;
  throw new AwsError(code, elementText(text, "Message") ?? text, response.status);
}
