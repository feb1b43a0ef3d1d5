/** Takes `bucket/key` or the ARN of an object apart. */
export function objectLocation(text: string): { readonly bucket: string; readonly key: string } {
  const [bucket = "", ...key] = text.replace(/^arn:[^:]+:s3:::/, "").split("/");
  return { bucket, key: key.join("/") };
}
