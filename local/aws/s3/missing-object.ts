import { elementText } from "../client/xml";
import type { Answer } from "../gateway/answer";
import type { AwsRequest } from "../gateway/aws-request";
import { answerOfMoto } from "../gateway/moto-proxy";
import type { Scope } from "../gateway/scope";
import type { Caller } from "../iam/caller";
import { AwsCall } from "../iam/requests/aws-call";
import { s3Context } from "../iam/requests/s3-context";
import { bucketAndKey } from "../iam/requests/s3-operation";
import { requirePermission } from "../iam/require-permission";
import { bucketOwner } from "./bucket-owner";

/** Reads an object, or its head. Who may not list the bucket is not told that it is missing (Amazon S3 API: GetObject). */
export async function readObject(request: AwsRequest, scope: Scope, caller: Caller): Promise<Answer> {
  const answer = await answerOfMoto(scope.moto.endpoint, request, scope.accountId);
  if (caller.kind === "account" || !(await saysMissing(answer, request, scope))) return answer;
  await requirePermission(scope, caller, {
    action: "s3:ListBucket",
    resource: `arn:aws:s3:::${bucketAndKey(request).bucket}`,
    accountId: scope.accountId,
    context: s3Context(new AwsCall(request, scope, caller), "ListBucket"),
  });
  return answer;
}

// A HEAD has no body that says what is missing.
async function saysMissing({ status, body }: Answer, request: AwsRequest, scope: Scope): Promise<boolean> {
  if (status !== 404) return false;
  if (request.method !== "HEAD") return elementText(body.toString(), "Code") === "NoSuchKey";
  return (await bucketOwner(scope, bucketAndKey(request).bucket)) !== undefined;
}
