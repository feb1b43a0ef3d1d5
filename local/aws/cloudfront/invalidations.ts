import { AwsError } from "../client/aws-error";
import { elements } from "../client/xml";
import { type Answer, xmlAnswer } from "../gateway/answer";
import type { AwsRequest } from "../gateway/aws-request";
import { type Scope, ScopedState } from "../gateway/scope";
import { randomId } from "../random-id";
import { distributionWithId } from "./distributions";
import { forgetCached } from "./edge/cache";
import { idInPath, pageContent } from "./rest";
import { documentContent, element, textElement, xmlDocument } from "./xml-elements";

interface Invalidation {
  readonly id: string;
  readonly distributionId: string;
  readonly createTime: string;
  /** The content of its `InvalidationBatch`, as it came. */
  readonly batch: string;
}

// Newest first, as AWS lists them.
const invalidationsIn = new ScopedState<Invalidation[]>(() => []);

/** Invalidates paths of a distribution; it is completed at once. */
export function createInvalidation(request: AwsRequest, scope: Scope): Answer {
  const distribution = distributionWithId(scope, idInPath(request));
  const invalidation: Invalidation = {
    id: `I${randomId(25)}`,
    distributionId: distribution.id,
    createTime: new Date().toISOString(),
    batch: documentContent(request.body.toString(), "InvalidationBatch"),
  };
  invalidationsIn.of(scope).unshift(invalidation);
  forgetCached(distribution, elements(invalidation.batch, "Path"));
  return shown(invalidation, 201);
}

/** One invalidation of a distribution, with its paths. */
export function getInvalidation(request: AwsRequest, scope: Scope): Answer {
  const id = request.url.pathname.split("/")[5] ?? "";
  const invalidation = invalidationsOf(request, scope).find((candidate) => candidate.id === id);
  if (invalidation !== undefined) return shown(invalidation);
  throw new AwsError("NoSuchInvalidation", `The specified invalidation does not exist: ${id}`, 404);
}

/** The invalidations of a distribution, without their paths, on one page. */
export function listInvalidations(request: AwsRequest, scope: Scope): Answer {
  const summaries = invalidationsOf(request, scope).map((invalidation) =>
    element("InvalidationSummary", summaryContent(invalidation)),
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

function shown(invalidation: Invalidation, status = 200): Answer {
  const content = summaryContent(invalidation) + element("InvalidationBatch", invalidation.batch);
  return xmlAnswer(xmlDocument("Invalidation", content), status);
}

function summaryContent({ id, createTime }: Invalidation): string {
  return textElement("Id", id) + textElement("CreateTime", createTime) + textElement("Status", "Completed");
}
