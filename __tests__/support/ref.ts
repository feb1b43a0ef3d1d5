/** A Terraform reference as it stands in JSON: `ref("aws_s3_bucket.artifact.arn")`. */
export function ref(to: string): string {
  return `\${${to}}`;
}

const partition = ref("data.aws_partition.current.partition");
const region = ref("data.aws_region.current.id");
const account = ref("data.aws_caller_identity.current.account_id");

/** The ARN of something in the stack's Region and account, as policies name it: `arn("codebuild", "project/app")`. */
export function arn(service: string, resource: string): string {
  return `arn:${partition}:${service}:${region}:${account}:${resource}`;
}

/** The ARN of a bucket, as policies name it. */
export function bucketArn(bucket: string): string {
  return `arn:${partition}:s3:::${bucket}`;
}
