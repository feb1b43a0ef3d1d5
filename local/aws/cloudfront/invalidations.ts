import { AwsError } from "../client/aws-error";
import { elements } from "../client/xml";
import { type Answer, xmlAnswer } from "../gateway/answer";
import type { AwsRequest } from "../gateway/aws-request";
import { type Scope, ScopedState } from "../gateway/scope";
import { randomId } from "../random-id";
import { distributionWithId } from "./distributions";
import { isPropagated, propagatedAt, timestamp } from "./propagation";
import { idInPath, pageContent } from "./rest";
import { contentOf, documentContent, element, textElement, xmlDocument } from "./xml-elements";

interface Invalidation {
  readonly id: string;
  readonly distributionId: string;
  readonly createTime: string;
  /** When it will be completed, in milliseconds since 1970. */
  readonly completedAt: number;
  /** The content of its `InvalidationBatch`, as it came. */
  readonly batch: string;
}

// Newest first, as AWS lists them.
const invalidationsIn = new ScopedState<Invalidation[]>(() => []);

/** Invalidates paths of a distribution. What is asked for twice, by its caller reference, is done once. */
export function createInvalidation(request: AwsRequest, scope: Scope): Answer {
  const { id: distributionId } = distributionWithId(scope, idInPath(request));
  const batch = documentContent(request.body.toString(), "InvalidationBatch");
  const reference = contentOf(batch, "CallerReference");
  const same = invalidationsOf(request, scope).find(
    (other) => contentOf(other.batch, "CallerReference") === reference,
  );
  if (same !== undefined) return shown(scope, sameBatch(same, batch), 201);
  const invalidation: Invalidation = {
    id: `I${randomId(25)}`,
    distributionId,
    createTime: timestamp(scope),
    completedAt: propagatedAt(scope),
    batch,
  };
  invalidationsIn.of(scope).unshift(invalidation);
  return shown(scope, invalidation, 201);
}

function sameBatch(invalidation: Invalidation, batch: string): Invalidation {
  const [before, now] = [invalidation.batch, batch].map((each) =>
    elements(each, "Path").toSorted().join("\n"),
  );
  if (before === now) return invalidation;
  throw new AwsError(
    "InvalidationBatchAlreadyExists",
    `The caller reference of the invalidation ${invalidation.id} can't be used again with other paths`,
    409,
  );
}

/** How many invalidations of a distribution are not completed yet. */
export function invalidationsInProgress(scope: Scope, distributionId: string): number {
  return invalidationsIn
    .of(scope)
    .filter((each) => each.distributionId === distributionId && !isPropagated(scope, each.completedAt))
    .length;
}

/** One invalidation of a distribution, with its paths. */
export function getInvalidation(request: AwsRequest, scope: Scope): Answer {
  const id = request.url.pathname.split("/")[5] ?? "";
  const invalidation = invalidationsOf(request, scope).find((candidate) => candidate.id === id);
  if (invalidation !== undefined) return shown(scope, invalidation);
  throw new AwsError("NoSuchInvalidation", `The specified invalidation does not exist: ${id}`, 404);
}

/** The invalidations of a distribution, without their paths, on one page. */
export function listInvalidations(request: AwsRequest, scope: Scope): Answer {
  const summaries = invalidationsOf(request, scope).map((invalidation) =>
    element("InvalidationSummary", summaryContent(scope, invalidation)),
  );
  return xmlAnswer(xmlDocument("InvalidationList", pageContent(summaries)));
}

/** Forgets the invalidations of a distribution that is deleted. */
export function forgetInvalidations(scope: Scope, distributionId: string): void {
  const invalidations = invalidationsIn.of(scope);
  const kept = invalidations.filter((invalidation) => invalidation.distributionId !== distributionId);
  invalidations.splice(0, invalidations.length, ...kept);
}

function invalidationsOf(request: AwsRequest, scope: Scope): Invalidation[] {
  const { id } = distributionWithId(scope, idInPath(request));
  return invalidationsIn.of(scope).filter(({ distributionId }) => distributionId === id);
}

function shown(scope: Scope, invalidation: Invalidation, status = 200): Answer {
  const content = summaryContent(scope, invalidation) + element("InvalidationBatch", invalidation.batch);
  return xmlAnswer(xmlDocument("Invalidation", content), status);
}

function summaryContent(scope: Scope, { id, createTime, completedAt }: Invalidation): string {
  const status = isPropagated(scope, completedAt) ? "Completed" : "InProgress";
  return textElement("Id", id) + textElement("CreateTime", createTime) + textElement("Status", status);
}
