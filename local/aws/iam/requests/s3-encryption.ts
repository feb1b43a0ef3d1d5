import { elementText } from "../../client/xml";
import type { AwsCall } from "./aws-call";
import type { Permission } from "./permission";
import { bucketAndKey } from "./s3-operation";
import { usesKey } from "./uses-key";

const ENCRYPTION = "x-amz-server-side-encryption";
const KEY = "x-amz-server-side-encryption-aws-kms-key-id";

/** Whoever writes an object has to be allowed to use the key that it is encrypted with. */
export async function encryptsObject(call: AwsCall): Promise<readonly Permission[]> {
  const asked = call.header(ENCRYPTION);
  const byDefault = asked === undefined ? await defaultEncryption(call) : undefined;
  if (!(asked ?? byDefault?.algorithm ?? "").startsWith("aws:kms")) return [];
  return usesKeyOfObject(call, "kms:GenerateDataKey", call.header(KEY) ?? byDefault?.key);
}

/** Whoever reads an object has to be allowed to use the key that it is encrypted with. */
export async function decryptsObject(call: AwsCall): Promise<readonly Permission[]> {
  const { pathname, search } = call.request.url;
  const { headers } = await call.scope.moto.send("s3", "HEAD", pathname + search);
  if (!(headers.get(ENCRYPTION) ?? "").startsWith("aws:kms")) return [];
  return usesKeyOfObject(call, "kms:Decrypt", headers.get(KEY) ?? undefined);
}

async function defaultEncryption(call: AwsCall): Promise<{ algorithm?: string; key?: string }> {
  const { bucket } = bucketAndKey(call.request);
  const response = await call.scope.moto.send("s3", "GET", `/${bucket}?encryption`);
  if (!response.ok) return {};
  const xml = await response.text();
  const algorithm = elementText(xml, "SSEAlgorithm");
  const key = elementText(xml, "KMSMasterKeyID");
  return { ...(algorithm === undefined ? {} : { algorithm }), ...(key ? { key } : {}) };
}

async function usesKeyOfObject(
  call: AwsCall,
  action: "kms:Decrypt" | "kms:GenerateDataKey",
  keyId: string | undefined,
): Promise<readonly Permission[]> {
  const { bucket, key } = bucketAndKey(call.request);
  const encryptionContext = { "aws:s3:arn": `arn:aws:s3:::${bucket}/${key}` };
  return usesKey(call, { action, via: "s3", keyId, encryptionContext });
}
