import { AwsError } from "../client/aws-error";
import { elements, elementText } from "../client/xml";
import { type Answer, xmlAnswer } from "../gateway/answer";
import type { AwsRequest } from "../gateway/aws-request";
import type { Scope } from "../gateway/scope";
import { addTags, removeTags, type Tag, tagRecordOf } from "../gateway/tags";
import { distributionsIn } from "./distributions";
import { NO_CONTENT } from "./rest";
import { element, textElement, xmlDocument } from "./xml-elements";

/** Reads the content of a `Tags`. */
export function readTags(xml: string): Tag[] {
  return elements(xml, "Tag").map((tag) => ({
    key: elementText(tag, "Key") ?? "",
    value: elementText(tag, "Value") ?? "",
  }));
}

/** The tags of the distribution whose ARN is in the query. */
export function listTags(request: AwsRequest, scope: Scope): Answer {
  const tags = Object.entries(tagRecordOf(scope, resourceIn(request, scope))).map(([key, value]) =>
    element("Tag", textElement("Key", key) + textElement("Value", value)),
  );
  return xmlAnswer(xmlDocument("Tags", element("Items", tags.join(""))));
}

/** Takes a `Tags` for the distribution whose ARN is in the query. */
export function tagResource(request: AwsRequest, scope: Scope): Answer {
  addTags(scope, resourceIn(request, scope), readTags(request.body.toString()));
  return NO_CONTENT;
}

/** Takes a `TagKeys` for the distribution whose ARN is in the query. */
export function untagResource(request: AwsRequest, scope: Scope): Answer {
  removeTags(scope, resourceIn(request, scope), elements(request.body.toString(), "Key"));
  return NO_CONTENT;
}

function resourceIn({ url }: AwsRequest, scope: Scope): string {
  const arn = url.searchParams.get("Resource") ?? "";
  const isKnown = [...distributionsIn.of(scope).values()].some((distribution) => distribution.arn === arn);
  if (isKnown) return arn;
  throw new AwsError("NoSuchResource", `Only distributions have tags here, and none has the ARN ${arn}`, 404);
}
