/** A Terraform reference as it stands in JSON: `ref("aws_s3_bucket.artifact.arn")`. */
export function ref(to: string): string {
  return `\${${to}}`;
}
