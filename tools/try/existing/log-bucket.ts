import type { LocalAccount } from "../../../local/aws/local-account";

const logDelivery = 'uri="http://acs.amazonaws.com/groups/s3/LogDelivery"';

/** A bucket that S3 and load balancers may write access logs to. */
export async function createLogBucket(account: LocalAccount, bucket: string): Promise<void> {
  await account.createBucket(bucket);
  // By its ACL: moto, which checks this, does not see the policies of buckets.
  const grants = { "x-amz-grant-write": logDelivery, "x-amz-grant-read-acp": logDelivery };
  const response = await account.send("s3", "PUT", `/${bucket}?acl`, "", grants);
  if (!response.ok) throw new Error(`The bucket ${bucket} takes no logs: ${await response.text()}`);
}
