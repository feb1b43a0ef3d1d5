import { elementText } from "../../client/xml";
import { keyOf } from "../policies/kms-key";
import type { AwsCall } from "./aws-call";
import type { Permission } from "./permission";
import { bucketAndKey } from "./s3-operation";

const ENCRYPTION = "x-amz-server-side-encryption";
const KEY = "x-amz-server-side-encryption-aws-kms-key-id";

/** Whoever writes an object has to be allowed to use the key that it is encrypted with. */
export async function encryptsObject(call: AwsCall): Promise<readonly Permission[]> {
  const asked = call.header(ENCRYPTION);
  const byDefault = asked === undefined ? await defaultEncryption(call) : undefined;
  if (!(asked ?? byDefault?.algorithm ?? "").startsWith("aws:kms")) return [];
  return usesKey(call, "kms:GenerateDataKey", call.header(KEY) ?? byDefault?.key);
}

/** Whoever reads an object has to be allowed to use the key that it is encrypted with. */
export async function decryptsObject(call: AwsCall): Promise<readonly Permission[]> {
  const { pathname, search } = call.request.url;
  const { headers } = await call.scope.moto.send("s3", "HEAD", pathname + search);
  if (!(headers.get(ENCRYPTION) ?? "").startsWith("aws:kms")) return [];
  return usesKey(call, "kms:Decrypt", headers.get(KEY) ?? undefined);
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

async function usesKey(
  call: AwsCall,
  action: string,
  keyId: string | undefined,
): Promise<readonly Permission[]> {
  // AWS's own key for S3 lets everybody in the account use it.
  if (keyId === undefined) return [];
  // A key that is not named by its ARN is one of who asks.
  const key = await keyOf(call.scope.inAccount(call.session.accountId), keyId);
  if (key.isManagedByAws) return [];
  const { bucket, key: object } = bucketAndKey(call.request);
  return [
    {
      action,
      resource: key.arn,
      context: {
        "kms:CallerAccount": call.session.accountId,
        "kms:ViaService": `s3.${call.scope.region}.amazonaws.com`,
        "kms:ResourceAliases": key.aliases,
        "kms:EncryptionContext:aws:s3:arn": `arn:aws:s3:::${bucket}/${object}`,
        "kms:EncryptionContextKeys": ["aws:s3:arn"],
      },
    },
  ];
}
