import { AwsError } from "../client/aws-error";
import { type Answer, xmlAnswer } from "../gateway/answer";
import type { AwsRequest } from "../gateway/aws-request";
import { answerOfMoto } from "../gateway/moto-proxy";
import type { Scope } from "../gateway/scope";
import type { Service } from "../gateway/service";
import { readPolicyDocument } from "../iam/evaluation/policy-document";
import { s3Operation } from "../iam/requests/s3-operation";
import { bucketNotificationsIn, NO_NOTIFICATIONS, putNotifications } from "../s3/bucket-notifications";
import { bucketPoliciesIn } from "../s3/bucket-policies";
import { readObject } from "../s3/missing-object";
import { creates, deletesObject, deletesObjects } from "../s3/object-events";

const BECAUSE =
  "moto enforces a policy's Deny without its Condition, so a TLS-only policy would refuse every upload";

const FORGETS = "moto does not tell that a bucket notifies EventBridge";

const HIDES = "a missing object is hidden from who may not list its bucket";

const TELLS = "EventBridge is told of it, whose rules are followed here";

/** S3, kept by moto but for bucket policies, which are evaluated for what roles do, and for what EventBridge is told. */
export const s3: Service = {
  operations: {
    PutBucketPolicy: { because: BECAUSE, answer: putBucketPolicy },
    GetBucketPolicy: { because: BECAUSE, answer: getBucketPolicy },
    DeleteBucketPolicy: { because: BECAUSE, answer: deleteBucketPolicy },
    DeleteBucket: { because: "its policy goes with it", answer: deleteBucket },
    PutBucketNotificationConfiguration: { because: FORGETS, answer: putBucketNotification },
    GetBucketNotificationConfiguration: { because: FORGETS, answer: getBucketNotification },
    GetObject: { because: HIDES, answer: readObject },
    HeadObject: { because: HIDES, answer: readObject },
    PutObject: { because: TELLS, answer: creates("PutObject") },
    CopyObject: { because: TELLS, answer: creates("CopyObject") },
    CompleteMultipartUpload: { because: TELLS, answer: creates("CompleteMultipartUpload") },
    DeleteObject: { because: TELLS, answer: deletesObject },
    DeleteObjects: { because: TELLS, answer: deletesObjects },
  },
  operationOf(request) {
    const { method, url } = request;
    const isPolicy = url.searchParams.has("policy");
    const isBucket = /^\/[^/]+\/?$/.test(url.pathname);
    if (isBucket && isPolicy)
      return { PUT: "PutBucketPolicy", GET: "GetBucketPolicy", DELETE: "DeleteBucketPolicy" }[method];
    // What else is deleted of a bucket is in the query.
    const ofBucket =
      isBucket && method === "DELETE" && url.search.replace(/^\?x-id=DeleteBucket$/, "") !== "";
    return ofBucket ? undefined : s3Operation(request);
  },
};

async function putBucketNotification(request: AwsRequest, scope: Scope): Promise<Answer> {
  await putNotifications(scope, await existingBucket(request, scope), request.body.toString());
  return { status: 200, headers: {}, body: "" };
}

async function getBucketNotification(request: AwsRequest, scope: Scope): Promise<Answer> {
  const bucket = await existingBucket(request, scope);
  return xmlAnswer(bucketNotificationsIn.of(scope).get(bucket) ?? NO_NOTIFICATIONS);
}

async function putBucketPolicy(request: AwsRequest, scope: Scope): Promise<Answer> {
  const bucket = await existingBucket(request, scope);
  const policy = request.body.toString();
  try {
    readPolicyDocument(policy);
  } catch (error) {
    throw new AwsError(
      "MalformedPolicy",
      `The policy can't be read: ${error instanceof Error ? error.message : error}`,
    );
  }
  bucketPoliciesIn.of(scope).set(bucket, policy);
  return { status: 204, headers: {}, body: "" };
}

async function getBucketPolicy(request: AwsRequest, scope: Scope): Promise<Answer> {
  const bucket = await existingBucket(request, scope);
  const policy = bucketPoliciesIn.of(scope).get(bucket);
  if (policy === undefined) throw new AwsError("NoSuchBucketPolicy", "The bucket policy does not exist", 404);
  return { status: 200, headers: { "content-type": "application/json" }, body: policy };
}

async function deleteBucketPolicy(request: AwsRequest, scope: Scope): Promise<Answer> {
  bucketPoliciesIn.of(scope).delete(await existingBucket(request, scope));
  return { status: 204, headers: {}, body: "" };
}

async function deleteBucket(request: AwsRequest, scope: Scope): Promise<Answer> {
  const answer = await answerOfMoto(scope.moto.endpoint, request, scope.accountId);
  if (answer.status === 204) {
    bucketPoliciesIn.of(scope).delete(bucketIn(request));
    bucketNotificationsIn.of(scope).delete(bucketIn(request));
  }
  return answer;
}

async function existingBucket(request: AwsRequest, scope: Scope): Promise<string> {
  const bucket = bucketIn(request);
  const { status } = await scope.moto.send("s3", "HEAD", `/${bucket}`);
  if (status === 404) throw new AwsError("NoSuchBucket", `The bucket ${bucket} does not exist`, 404);
  return bucket;
}

function bucketIn({ url }: AwsRequest): string {
  return url.pathname.split("/")[1] ?? "";
}
