import type { ContextValues } from "../evaluation/request-context";
import type { AwsCall } from "./aws-call";

/** Keys of S3 whose value is a header of the request, and the actions that AWS sends them with. */
const HEADERS: Readonly<Record<string, readonly string[]>> = {
  "if-match": ["PutObject", "DeleteObject"],
  "if-none-match": ["PutObject"],
  "x-amz-acl": ["CreateBucket", "PutObject", "PutObjectAcl"],
  "x-amz-copy-source": ["PutObject"],
  "x-amz-metadata-directive": ["PutObject"],
  "x-amz-server-side-encryption": ["PutObject"],
  "x-amz-server-side-encryption-aws-kms-key-id": ["PutObject"],
  "x-amz-storage-class": ["PutObject", "PutObjectAcl"],
};

/** Keys whose value is a parameter of the request's query, by that parameter. */
const PARAMETERS: Readonly<Record<string, { key: string; actions: RegExp }>> = {
  prefix: { key: "prefix", actions: /^ListBucket(Versions)?$/ },
  delimiter: { key: "delimiter", actions: /^ListBucket(Versions)?$/ },
  "max-keys": { key: "max-keys", actions: /^ListBucket(Versions)?$/ },
  versionId: { key: "VersionId", actions: /ObjectVersion/ },
};

const TAGGING = ["PutObject", "PutObjectTagging"];

/** The condition keys that are known here. */
export const S3_CONDITION_KEYS = [
  ...Object.keys(HEADERS).map((header) => `s3:${header}`),
  ...Object.values(PARAMETERS).map(({ key }) => `s3:${key}`),
  "s3:RequestObjectTag/*",
  "s3:RequestObjectTagKeys",
];

/** The condition keys that AWS sends with an action of S3. */
export function s3Context(call: AwsCall, action: string): ContextValues {
  const { searchParams } = call.request.url;
  const headers = Object.entries(HEADERS).flatMap(([header, actions]) =>
    actions.includes(action) ? [[`s3:${header}`, call.header(header)]] : [],
  );
  const parameters = Object.entries(PARAMETERS).flatMap(([parameter, { key, actions }]) =>
    actions.test(action) ? [[`s3:${key}`, searchParams.get(parameter) ?? undefined]] : [],
  );
  return {
    ...Object.fromEntries([...headers, ...parameters]),
    ...(TAGGING.includes(action) ? tagContext(call) : {}),
    ...everyRequestToS3(call.scope.accountId),
  };
}

/** The condition keys that AWS sends with every request to S3; the account is that of the bucket. */
export function everyRequestToS3(accountId: string): ContextValues {
  return {
    "s3:ResourceAccount": accountId,
    "s3:authType": "REST-HEADER",
    "s3:signatureversion": "AWS4-HMAC-SHA256",
    "s3:TlsVersion": "1.3",
  };
}

function tagContext(call: AwsCall): ContextValues {
  const tags = [...new URLSearchParams(call.header("x-amz-tagging"))];
  return {
    ...Object.fromEntries(tags.map(([key, value]) => [`s3:RequestObjectTag/${key}`, value])),
    "s3:RequestObjectTagKeys": tags.length === 0 ? undefined : tags.map(([key]) => key),
  };
}
