import { escapeXml } from "../../client/xml";
import type { Scope } from "../../gateway/scope";
import { everyRequestToS3 } from "../../iam/requests/s3-context";
import { bucketOwner } from "../../s3/bucket-owner";
import type { Distribution } from "../distributions";
import type { BucketOrigin } from "./origin";
import type { EdgeResponse } from "./viewer";
import { whyCloudFrontMayNot } from "./why-cloudfront-may-not";
import { whyNotDecrypted } from "./why-not-decrypted";

const PASSED_ON = [
  "cache-control",
  "content-disposition",
  "content-encoding",
  "content-language",
  "content-type",
  "etag",
  "last-modified",
];

/** Reads what the path names in a bucket, as CloudFront on behalf of a distribution: the bucket's policy has to allow it. */
export async function readBucket(
  scope: Scope,
  distribution: Distribution,
  { bucket, region = scope.region, originPath }: BucketOrigin,
  path: string,
): Promise<EdgeResponse> {
  const owner = await bucketOwner(scope, bucket);
  if (owner === undefined) return s3Error(404, "NoSuchBucket", "The specified bucket does not exist");
  const there = scope.inAccount(owner).inRegion(region);
  const bucketArn = `arn:aws:s3:::${bucket}`;
  const key = decodeURIComponent(`${originPath}${path}`.slice(1));
  const objectArn = `${bucketArn}/${key}`;
  const whyNot = (action: string, resource: string) => {
    const context = everyRequestToS3(owner);
    return whyCloudFrontMayNot(there, distribution, { action, resource, accountId: owner, context });
  };
  const whyNotListed = () => whyNot("s3:ListBucket", bucketArn);

  // Of a bucket itself S3 shows what is in it.
  const refusal = key === "" ? await whyNotListed() : await whyNot("s3:GetObject", objectArn);
  if (refusal !== undefined) return accessDenied(refusal);
  const encoded = key.split("/").map(encodeURIComponent).join("/");
  const response = await there.moto.send("s3", "GET", `/${bucket}/${encoded}`);
  const body = await response.text();
  // Who may not list the bucket is not told that an object is missing (Amazon S3 API: GetObject).
  const hidden = response.status === 404 ? await whyNotListed() : undefined;
  if (hidden !== undefined) return accessDenied(`${objectArn} is missing, and ${hidden}`);
  const locked = await whyNotDecrypted(there, distribution, objectArn, response.headers);
  if (locked !== undefined) return accessDenied(locked);
  return { status: response.status, headers: passedOn(response.headers), body };
}

function passedOn(headers: Headers): Record<string, string> {
  return Object.fromEntries([...headers].filter(([name]) => PASSED_ON.includes(name)));
}

// S3 says no more than that it is denied. Here one looks for why.
function accessDenied(why: string): EdgeResponse {
  return s3Error(403, "AccessDenied", `Access Denied: ${why}`);
}

function s3Error(status: number, code: string, message: string): EdgeResponse {
  const content = `<Code>${code}</Code><Message>${escapeXml(message)}</Message>`;
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${content}</Error>`;
  return { status, headers: { "content-type": "application/xml" }, body };
}
