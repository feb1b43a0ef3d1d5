import { randomBytes } from "node:crypto";
import { elements, elementText } from "../client/xml";
import { startPolling } from "../codepipeline/polled-objects";
import type { Answer } from "../gateway/answer";
import type { AwsRequest } from "../gateway/aws-request";
import { answerOfMoto } from "../gateway/moto-proxy";
import type { Scope } from "../gateway/scope";
import type { Caller } from "../iam/caller";
import { bucketAndKey } from "../iam/requests/s3-operation";
import { tellsEventBridge } from "./bucket-notifications";

type Operation = (request: AwsRequest, scope: Scope, caller: Caller) => Promise<Answer>;

interface ObjectEvent {
  readonly bucket: string;
  readonly "detail-type": "Object Created" | "Object Deleted";
  readonly reason: string;
  readonly object: Readonly<Record<string, string | number | undefined>>;
  readonly "deletion-type"?: "Permanently Deleted" | "Delete Marker Created";
}

/** An operation of moto's that makes an object: who polls it sees it, and EventBridge is told where the bucket asks for that. */
export function creates(reason: "PutObject" | "CopyObject" | "CompleteMultipartUpload"): Operation {
  return async (request, scope, caller) => {
    const answer = await answerOfMoto(scope.moto.endpoint, request, scope.accountId);
    const { bucket, key } = bucketAndKey(request);
    // CopyObject and CompleteMultipartUpload may fail with a status that says they did not.
    const failed = answer.status >= 300 || answer.body.toString().includes("<Error>");
    if (failed) return answer;
    const versionId = headerOf(answer, "x-amz-version-id");
    if (versionId !== undefined) await startPolling(scope, { bucket, key, versionId });
    if (!tellsEventBridge(scope, bucket)) return answer;
    const object = await shownObject(scope, request.url.pathname, key, versionId);
    await tell(scope, caller, { bucket, "detail-type": "Object Created", reason, object });
    return answer;
  };
}

/** DeleteObject, likewise. */
export const deletesObject: Operation = async (request, scope, caller) => {
  const { bucket, key } = bucketAndKey(request);
  const isTold = tellsEventBridge(scope, bucket);
  const versionId = request.url.searchParams.get("versionId") ?? undefined;
  const before = isTold ? await shownObject(scope, request.url.pathname, key, versionId) : undefined;
  const answer = await answerOfMoto(scope.moto.endpoint, request, scope.accountId);
  if (before === undefined || answer.status >= 300) return answer;
  const marker = versionId === undefined ? headerOf(answer, "x-amz-version-id") : undefined;
  if (marker === undefined && before.etag === undefined) return answer;
  await tell(scope, caller, {
    ...deletion(bucket, marker === undefined),
    object: marker === undefined ? before : { key, "version-id": marker },
  });
  return answer;
};

/** DeleteObjects, likewise: an event for each object. */
export const deletesObjects: Operation = async (request, scope, caller) => {
  const { bucket } = bucketAndKey(request);
  const answer = await answerOfMoto(scope.moto.endpoint, request, scope.accountId);
  if (answer.status >= 300 || !tellsEventBridge(scope, bucket)) return answer;
  for (const deleted of elements(answer.body.toString(), "Deleted")) {
    const marker = elementText(deleted, "DeleteMarkerVersionId");
    const versionId = marker ?? elementText(deleted, "VersionId");
    const object = { key: elementText(deleted, "Key"), "version-id": versionId };
    await tell(scope, caller, { ...deletion(bucket, marker === undefined), object });
  }
  return answer;
};

function deletion(bucket: string, isPermanent: boolean): Omit<ObjectEvent, "object"> {
  return {
    bucket,
    "detail-type": "Object Deleted",
    reason: "DeleteObject",
    "deletion-type": isPermanent ? "Permanently Deleted" : "Delete Marker Created",
  };
}

/** An object as events tell it; without an entity tag where it does not exist. */
async function shownObject(
  scope: Scope,
  path: string,
  key: string,
  versionId: string | undefined,
): Promise<ObjectEvent["object"]> {
  const query = versionId === undefined ? "" : `?versionId=${encodeURIComponent(versionId)}`;
  const { ok, headers } = await scope.moto.send("s3", "HEAD", path + query);
  if (!ok) return { key, "version-id": versionId };
  return {
    key,
    size: Number(headers.get("content-length")),
    etag: headers.get("etag")?.replaceAll('"', ""),
    "version-id": headers.get("x-amz-version-id") ?? versionId,
  };
}

async function tell(scope: Scope, caller: Caller, event: ObjectEvent): Promise<void> {
  const { bucket, reason, object, "detail-type": detailType, ...more } = event;
  const location = await (await scope.moto.send("s3", "GET", `/${bucket}?location`)).text();
  // In us-east-1 a bucket has no location.
  const region = /<LocationConstraint[^>]*>([^<]+)</.exec(location)?.[1] ?? "us-east-1";
  await scope.inRegion(region).emit({
    source: "aws.s3",
    "detail-type": detailType,
    resources: [`arn:aws:s3:::${bucket}`],
    detail: {
      version: "0",
      "event-version": "1.0",
      bucket: { name: bucket },
      object: { ...object, sequencer: randomBytes(8).toString("hex").toUpperCase() },
      "request-id": randomBytes(8).toString("hex").toUpperCase(),
      requester: caller.accountId,
      "source-ip-address": "127.0.0.1",
      reason,
      ...more,
    },
  });
}

function headerOf({ headers }: Answer, name: string): string | undefined {
  const value = headers[name];
  return typeof value === "string" ? value : undefined;
}
