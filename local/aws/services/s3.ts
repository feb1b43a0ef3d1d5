import { AwsError } from "../client/aws-error";
import type { Answer } from "../gateway/answer";
import type { AwsRequest } from "../gateway/aws-request";
import { answerOfMoto } from "../gateway/moto-proxy";
import type { Scope } from "../gateway/scope";
import type { Service } from "../gateway/service";
import { readPolicyDocument } from "../iam/evaluation/policy-document";
import { bucketPoliciesIn } from "../s3/bucket-policies";

const BECAUSE =
  "moto enforces a policy's Deny without its Condition, so a TLS-only policy would refuse every upload";

/** S3, kept by moto but for bucket policies, which are kept here and evaluated for what roles do. */
export const s3: Service = {
  operations: {
    PutBucketPolicy: { because: BECAUSE, answer: putBucketPolicy },
    GetBucketPolicy: { because: BECAUSE, answer: getBucketPolicy },
    DeleteBucketPolicy: { because: BECAUSE, answer: deleteBucketPolicy },
    DeleteBucket: { because: "its policy goes with it", answer: deleteBucket },
  },
  operationOf({ method, url }) {
    const isPolicy = url.searchParams.has("policy");
    const isBucket = /^\/[^/]+\/?$/.test(url.pathname);
    if (!isBucket) return undefined;
    if (isPolicy)
      return { PUT: "PutBucketPolicy", GET: "GetBucketPolicy", DELETE: "DeleteBucketPolicy" }[method];
    return method === "DELETE" && url.search.replace(/^\?x-id=DeleteBucket$/, "") === ""
      ? "DeleteBucket"
      : undefined;
  },
};

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
  if (answer.status === 204) bucketPoliciesIn.of(scope).delete(bucketIn(request));
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
