import type { LocalAccount } from "../../../local/aws/local-account";

/** A bucket that access logs are written to, by S3 and by load balancers. */
export async function createLogBucket(account: LocalAccount, bucket: string): Promise<void> {
  await account.createBucket(bucket);
  const Statement = ["logging.s3.amazonaws.com", "logdelivery.elasticloadbalancing.amazonaws.com"].map(
    (Service) => ({
      Effect: "Allow",
      Principal: { Service },
      Action: ["s3:PutObject"],
      Resource: `arn:aws:s3:::${bucket}/*`,
    }),
  );
  const policy = JSON.stringify({ Version: "2012-10-17", Statement });
  const response = await account.send("s3", "PUT", `/${bucket}?policy`, policy);
  if (!response.ok) throw new Error(`The bucket ${bucket} got no policy: ${await response.text()}`);
}
