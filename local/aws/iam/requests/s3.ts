import { bucketOwner } from "../../s3/bucket-owner";
import type { ContextValues } from "../evaluation/request-context";
import type { AwsCall } from "./aws-call";
import { needs, needsAll, needsOnNothing } from "./needs";
import type { Permission, PermissionsOf, ServiceRequests } from "./permission";
import { decryptsObject, encryptsObject } from "./s3-encryption";
import { bucketAndKey, s3Operation } from "./s3-operation";

const REQUEST_HEADERS = [
  "x-amz-acl",
  "x-amz-copy-source",
  "x-amz-metadata-directive",
  "x-amz-server-side-encryption",
  "x-amz-server-side-encryption-aws-kms-key-id",
  "x-amz-storage-class",
  "if-match",
  "if-none-match",
];
const REQUEST_PARAMETERS = {
  prefix: "prefix",
  delimiter: "delimiter",
  "max-keys": "max-keys",
  versionId: "VersionId",
};

const bucketArn = (call: AwsCall) => `arn:aws:s3:::${bucketAndKey(call.request).bucket}`;
const objectArn = (call: AwsCall) => `${bucketArn(call)}/${bucketAndKey(call.request).key}`;
const isVersion = ({ request }: AwsCall) => request.url.searchParams.has("versionId");

/** What the operations of S3 need. */
export const s3: ServiceRequests = {
  operationOf: s3Operation,
  conditionKeys: [
    ...REQUEST_HEADERS.map((header) => `s3:${header}`),
    ...Object.values(REQUEST_PARAMETERS).map((parameter) => `s3:${parameter}`),
    "s3:RequestObjectTag/*",
    "s3:RequestObjectTagKeys",
    "s3:x-amz-grant-*",
    "s3:object-lock-*",
  ],
  operations: {
    ListBuckets: needsOnNothing("s3:ListAllMyBuckets"),
    ...Object.fromEntries(
      Object.entries({
        CreateBucket: "CreateBucket",
        DeleteBucket: "DeleteBucket",
        GetBucketAcl: "GetBucketAcl",
        GetBucketEncryption: "GetEncryptionConfiguration",
        GetBucketLifecycleConfiguration: "GetLifecycleConfiguration",
        GetBucketLocation: "GetBucketLocation",
        GetBucketNotificationConfiguration: "GetBucketNotification",
        GetBucketOwnershipControls: "GetBucketOwnershipControls",
        GetBucketPolicy: "GetBucketPolicy",
        GetBucketTagging: "GetBucketTagging",
        GetBucketVersioning: "GetBucketVersioning",
        GetPublicAccessBlock: "GetBucketPublicAccessBlock",
        HeadBucket: "ListBucket",
        ListMultipartUploads: "ListBucketMultipartUploads",
        ListObjectVersions: "ListBucketVersions",
        ListObjects: "ListBucket",
      }).map(([operation, action]) => [operation, onBucket(action)]),
    ),
    GetObject: needsAll(onVersion("GetObject", "GetObjectVersion"), decryptsObject),
    HeadObject: needsAll(onVersion("GetObject", "GetObjectVersion"), decryptsObject),
    GetObjectAcl: onVersion("GetObjectAcl", "GetObjectVersionAcl"),
    GetObjectAttributes: needsAll(
      onVersion("GetObject", "GetObjectVersion"),
      onVersion("GetObjectAttributes", "GetObjectVersionAttributes"),
      decryptsObject,
    ),
    GetObjectTagging: onVersion("GetObjectTagging", "GetObjectVersionTagging"),
    PutObject: needsAll(writesObject, encryptsObject),
    CreateMultipartUpload: needsAll(writesObject, encryptsObject),
    // Each part's key is decrypted to go on with it (Amazon S3 user guide, "Multipart upload API and permissions").
    UploadPart: needsAll(onObject("PutObject"), encryptsObject, decryptsUpload),
    CompleteMultipartUpload: needsAll(onObject("PutObject"), decryptsUpload),
    CopyObject: needsAll(readsSource, writesObject, encryptsObject),
    UploadPartCopy: needsAll(readsSource, onObject("PutObject"), encryptsObject, decryptsUpload),
    AbortMultipartUpload: onObject("AbortMultipartUpload"),
    ListParts: onObject("ListMultipartUploadParts"),
    PutObjectAcl: onVersion("PutObjectAcl", "PutObjectVersionAcl"),
    PutObjectTagging: onVersion("PutObjectTagging", "PutObjectVersionTagging"),
    DeleteObject: onVersion("DeleteObject", "DeleteObjectVersion"),
    DeleteObjectTagging: onVersion("DeleteObjectTagging", "DeleteObjectVersionTagging"),
    DeleteObjects: deletesObjects,
  },
};

function onBucket(action: string): PermissionsOf {
  return inBucket(needs(`s3:${action}`, bucketArn, contextOf));
}

function onObject(action: string): PermissionsOf {
  return inBucket(needs(`s3:${action}`, objectArn, contextOf));
}

function onVersion(action: string, actionOnVersion: string): PermissionsOf {
  return (call) => onObject(isVersion(call) ? actionOnVersion : action)(call);
}

// The ARNs of S3 name no account.
function inBucket(permissions: PermissionsOf): PermissionsOf {
  return async (call) =>
    (await permissions(call)).map((permission) => ({ ...permission, accountId: call.scope.accountId }));
}

async function writesObject(call: AwsCall): Promise<readonly Permission[]> {
  const alsoNeeded = [
    ...(call.header("x-amz-tagging") === undefined ? [] : [onObject("PutObjectTagging")]),
    ...(call.header("x-amz-acl") === undefined ? [] : [onObject("PutObjectAcl")]),
  ];
  return needsAll(onObject("PutObject"), ...alsoNeeded)(call);
}

async function decryptsUpload(call: AwsCall): Promise<readonly Permission[]> {
  return (await encryptsObject(call)).map((permission) => ({ ...permission, action: "kms:Decrypt" }));
}

async function readsSource(call: AwsCall): Promise<readonly Permission[]> {
  const header = call.header("x-amz-copy-source") ?? "";
  const source = new URL(header.startsWith("/") ? header : `/${header}`, call.request.url);
  const { bucket } = bucketAndKey({ url: source });
  const owner = await bucketOwner(call.scope, bucket);
  const read = call.at(source, call.scope.inAccount(owner ?? call.session.accountId));
  return needsAll(onVersion("GetObject", "GetObjectVersion"), decryptsObject)(read);
}

async function deletesObjects(call: AwsCall): Promise<readonly Permission[]> {
  const named = [...call.request.body.toString().matchAll(/<Object>([\s\S]*?)<\/Object>/g)];
  return named.map(([, object = ""]) => ({
    action: object.includes("<VersionId>") ? "s3:DeleteObjectVersion" : "s3:DeleteObject",
    resource: `${bucketArn(call)}/${/<Key>([\s\S]*?)<\/Key>/.exec(object)?.[1] ?? ""}`,
    accountId: call.scope.accountId,
    context: contextOf(call),
  }));
}

function contextOf(call: AwsCall): ContextValues {
  const { searchParams } = call.request.url;
  const headers = REQUEST_HEADERS.map((header) => [`s3:${header}`, call.header(header)]);
  const parameters = Object.entries(REQUEST_PARAMETERS).map(([parameter, key]) => [
    `s3:${key}`,
    searchParams.get(parameter) ?? undefined,
  ]);
  const tags = [...new URLSearchParams(call.header("x-amz-tagging"))];
  return {
    ...Object.fromEntries([...headers, ...parameters]),
    ...Object.fromEntries(tags.map(([key, value]) => [`s3:RequestObjectTag/${key}`, value])),
    "s3:RequestObjectTagKeys": tags.length === 0 ? undefined : tags.map(([key]) => key),
    "s3:ResourceAccount": call.scope.accountId,
    "s3:authType": "REST-HEADER",
    "s3:signatureversion": "AWS4-HMAC-SHA256",
    "s3:TlsVersion": "1.3",
  };
}
