import type { AwsClient } from "../client/aws-client";
import { AwsError } from "../client/aws-error";
import { elementText } from "../client/xml";

/** Where an object lies. */
export interface ObjectLocation {
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string | undefined;
}

/** An object of S3 and the version that was read. Throws S3's error. */
export async function getObject(
  client: AwsClient,
  { bucket, key, versionId }: ObjectLocation,
): Promise<{ readonly content: Uint8Array; readonly versionId: string | undefined }> {
  const query = versionId === undefined ? "" : `?versionId=${encodeURIComponent(versionId)}`;
  const response = await client.send("s3", "GET", pathOf(bucket, key) + query);
  if (!response.ok) throw await errorOf(response);
  const content = new Uint8Array(await response.arrayBuffer());
  return { content, versionId: response.headers.get("x-amz-version-id") ?? undefined };
}

/** Writes an object, encrypted with a key where one is named. Throws S3's error. */
export async function putObject(
  client: AwsClient,
  { bucket, key }: ObjectLocation,
  content: Uint8Array<ArrayBuffer>,
  encryptionKey: string | undefined,
): Promise<void> {
  const encryption =
    encryptionKey === undefined
      ? {}
      : {
          "x-amz-server-side-encryption": "aws:kms",
          "x-amz-server-side-encryption-aws-kms-key-id": encryptionKey,
        };
  const response = await client.send("s3", "PUT", pathOf(bucket, key), content, encryption);
  if (!response.ok) throw await errorOf(response);
}

/** Takes `bucket/key` or the ARN of an object apart. */
export function objectLocation(text: string): { readonly bucket: string; readonly key: string } {
  const [bucket = "", ...key] = text.replace(/^arn:[^:]+:s3:::/, "").split("/");
  return { bucket, key: key.join("/") };
}

function pathOf(bucket: string, key: string): string {
  return `/${bucket}/${key.split("/").map(encodeURIComponent).join("/")}`;
}

async function errorOf(response: Response): Promise<AwsError> {
  const xml = await response.text();
  const code = elementText(xml, "Code") ?? `HTTP${response.status}`;
  return new AwsError(code, elementText(xml, "Message") ?? xml, response.status);
}
