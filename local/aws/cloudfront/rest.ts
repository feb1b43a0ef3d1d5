import { type Answer, xmlAnswer } from "../gateway/answer";
import type { AwsRequest } from "../gateway/aws-request";
import { listContent, textElement } from "./xml-elements";

const PAGE_SIZE = 100;

/** An answer that has nothing to say. */
export const NO_CONTENT: Answer = { status: 204, headers: {}, body: "" };

/** The id in `/2020-05-31/<kind>/<id>...`. */
export function idInPath({ url }: AwsRequest): string {
  return url.pathname.split("/")[3] ?? "";
}

/** An answer in XML with the entity tag of what it shows. */
export function versionedXml(body: string, etag: string, status = 200): Answer {
  const answer = xmlAnswer(body, status);
  return { ...answer, headers: { ...answer.headers, etag } };
}

/** A list that is told as one page, however long. */
export function pageContent(items: readonly string[]): string {
  return (
    textElement("Marker", "") +
    textElement("MaxItems", Math.max(PAGE_SIZE, items.length)) +
    textElement("IsTruncated", false) +
    listContent(items)
  );
}
