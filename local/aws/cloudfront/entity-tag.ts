import { AwsError } from "../client/aws-error";
import type { AwsRequest } from "../gateway/aws-request";
import { randomId } from "../random-id";

/** A new id, or a new entity tag, of CloudFront's. */
export function newCloudFrontId(): string {
  return `E${randomId(13)}`;
}

/** The entity tags in the request's If-Match. */
export function ifMatch({ headers }: AwsRequest): string[] {
  return (headers["if-match"] ?? "").split(",").flatMap((tag) => tag.trim() || []);
}

/** Refuses a request that was written for another version: its If-Match names exactly the current entity tags. */
export function checkIfMatch(request: AwsRequest, ...current: readonly string[]): void {
  const given = ifMatch(request);
  if (given.length !== current.length) {
    throw new AwsError(
      "InvalidIfMatchVersion",
      `The If-Match version is missing or not valid for the resource: ${current.length} needed, ${given.length} given`,
    );
  }
  if (given.every((tag, index) => tag === current[index])) return;
  throw new AwsError(
    "PreconditionFailed",
    "The request failed because it didn't meet the preconditions in one or more request-header fields",
    412,
  );
}
