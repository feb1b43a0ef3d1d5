import type { AwsRequest } from "../../gateway/aws-request";

/** Bucket and key of a request, whose path begins with the bucket. */
export function bucketAndKey({ url }: Pick<AwsRequest, "url">): { bucket: string; key: string } {
  const [, bucket = "", ...key] = url.pathname.split("/");
  return { bucket: decodeURIComponent(bucket), key: decodeURIComponent(key.join("/")) };
}

// What a request is about, when one of these is in its query; the first that is there counts.
const SUBRESOURCES = [
  "acl",
  "attributes",
  "delete",
  "encryption",
  "lifecycle",
  "location",
  "notification",
  "ownershipControls",
  "policy",
  "publicAccessBlock",
  "tagging",
  "uploadId",
  "uploads",
  "versioning",
  "versions",
] as const;

const ON_BUCKETS: Readonly<Record<string, string>> = {
  GET: "ListObjects",
  HEAD: "HeadBucket",
  PUT: "CreateBucket",
  DELETE: "DeleteBucket",
  "POST delete": "DeleteObjects",
  "GET acl": "GetBucketAcl",
  "GET encryption": "GetBucketEncryption",
  "GET lifecycle": "GetBucketLifecycleConfiguration",
  "GET location": "GetBucketLocation",
  "GET notification": "GetBucketNotificationConfiguration",
  "PUT acl": "PutBucketAcl",
  "PUT notification": "PutBucketNotificationConfiguration",
  "GET ownershipControls": "GetBucketOwnershipControls",
  "GET policy": "GetBucketPolicy",
  "GET publicAccessBlock": "GetPublicAccessBlock",
  "GET tagging": "GetBucketTagging",
  "GET uploads": "ListMultipartUploads",
  "GET versioning": "GetBucketVersioning",
  "GET versions": "ListObjectVersions",
};

const ON_OBJECTS: Readonly<Record<string, string>> = {
  GET: "GetObject",
  HEAD: "HeadObject",
  PUT: "PutObject",
  DELETE: "DeleteObject",
  "GET acl": "GetObjectAcl",
  "GET attributes": "GetObjectAttributes",
  "GET tagging": "GetObjectTagging",
  "GET uploadId": "ListParts",
  "PUT acl": "PutObjectAcl",
  "PUT tagging": "PutObjectTagging",
  "PUT uploadId": "UploadPart",
  "POST uploadId": "CompleteMultipartUpload",
  "POST uploads": "CreateMultipartUpload",
  "DELETE tagging": "DeleteObjectTagging",
  "DELETE uploadId": "AbortMultipartUpload",
};

/** The name of an S3 operation, which is only a method, a path and what its query asks for. */
export function s3Operation(request: AwsRequest): string | undefined {
  const { bucket, key } = bucketAndKey(request);
  if (bucket === "") return request.method === "GET" ? "ListBuckets" : undefined;
  const subresource = SUBRESOURCES.find((name) => request.url.searchParams.has(name));
  const line = subresource === undefined ? request.method : `${request.method} ${subresource}`;
  if (key === "") return ON_BUCKETS[line];
  const isCopy = request.method === "PUT" && request.headers["x-amz-copy-source"] !== undefined;
  if (isCopy) return { PUT: "CopyObject", "PUT uploadId": "UploadPartCopy" }[line];
  return ON_OBJECTS[line];
}
