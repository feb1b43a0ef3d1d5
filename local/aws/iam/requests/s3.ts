import { elementText } from "../../client/xml";
import { bucketOwner } from "../../s3/bucket-owner";
import type { AwsCall } from "./aws-call";
import { needs, needsAll, needsOnNothing } from "./needs";
import type { Permission, PermissionsOf, ServiceRequests } from "./permission";
import { S3_CONDITION_KEYS, s3Context } from "./s3-context";
import { decryptsObject, encryptsObject } from "./s3-encryption";
import { bucketAndKey, s3Operation } from "./s3-operation";

const bucketArn = (call: AwsCall) => `arn:aws:s3:::${bucketAndKey(call.request).bucket}`;
const objectArn = (call: AwsCall) => `${bucketArn(call)}/${bucketAndKey(call.request).key}`;
const isVersion = ({ request }: AwsCall) => request.url.searchParams.has("versionId");

/** What the operations of S3 need. */
export const s3: ServiceRequests = {
  operationOf: s3Operation,
  conditionKeys: S3_CONDITION_KEYS,
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
        PutBucketAcl: "PutBucketAcl",
        PutBucketNotificationConfiguration: "PutBucketNotification",
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
  return inBucket(needs(`s3:${action}`, bucketArn, (call) => s3Context(call, action)));
}

function onObject(action: string): PermissionsOf {
  return inBucket(needs(`s3:${action}`, objectArn, (call) => s3Context(call, action)));
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
  const read = call.at(source, call.scope.inAccount(owner ?? call.identity.accountId));
  return needsAll(onVersion("GetObject", "GetObjectVersion"), decryptsObject)(read);
}

async function deletesObjects(call: AwsCall): Promise<readonly Permission[]> {
  const named = [...call.request.body.toString().matchAll(/<Object>([\s\S]*?)<\/Object>/g)];
  return named.map(([, object = ""]) => {
    const action = object.includes("<VersionId>") ? "DeleteObjectVersion" : "DeleteObject";
    return {
      action: `s3:${action}`,
      resource: `${bucketArn(call)}/${elementText(object, "Key") ?? ""}`,
      accountId: call.scope.accountId,
      context: s3Context(call, action),
    };
  });
}
