import { elementText } from "../../client/xml";
import type { DistributionConfig } from "../distribution-config";
import { contentOf, elementsIn } from "../xml-elements";

/** What viewers get instead of an origin's error. */
export interface CustomErrorResponse {
  readonly path: string;
  readonly status: number;
}

/** The custom response to an error, or undefined where the distribution has no page for it. */
export function customErrorResponse(
  config: DistributionConfig,
  status: number,
): CustomErrorResponse | undefined {
  const responses = elementsIn(contentOf(config.get("CustomErrorResponses") ?? "", "Items") ?? "");
  const response = responses.find(({ content }) => elementText(content, "ErrorCode") === String(status));
  const path = elementText(response?.content ?? "", "ResponsePagePath") ?? "";
  if (response === undefined || path === "") return undefined;
  return { path, status: Number(elementText(response.content, "ResponseCode") || status) };
}
