import type { Scope } from "../../gateway/scope";
import { keyOf } from "../../iam/policies/kms-key";
import type { Distribution } from "../distributions";
import { whyCloudFrontMayNot } from "./why-cloudfront-may-not";

/** Why CloudFront may not use the KMS key of an object, by its headers; undefined where it may, or there is none. The scope is the bucket's. */
export async function whyNotDecrypted(
  scope: Scope,
  distribution: Distribution,
  objectArn: string,
  headers: Headers,
): Promise<string | undefined> {
  if (!headers.get("x-amz-server-side-encryption")?.startsWith("aws:kms")) return undefined;
  const id = headers.get("x-amz-server-side-encryption-aws-kms-key-id") ?? "alias/aws/s3";
  const key = await keyOf(scope, id);
  if (key.isManagedByAws) return `${objectArn} is encrypted with AWS's own key, which lets no service in`;
  const context = {
    "kms:EncryptionContext:aws:s3:arn": objectArn,
    "kms:EncryptionContextKeys": ["aws:s3:arn"],
    "kms:ViaService": `s3.${scope.region}.amazonaws.com`,
    "kms:ResourceAliases": key.aliases,
  };
  return whyCloudFrontMayNot(scope, distribution, { action: "kms:Decrypt", resource: key.arn, context });
}
