import type { AwsError } from "../client/aws-error";
import { escapeXml } from "../client/xml";
import type { AwsRequest } from "./aws-request";

/** An HTTP response. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: Buffer | string;
}

/** A successful answer in JSON, in the version that the client speaks. */
export function jsonAnswer(request: AwsRequest, content: object, status = 200): Answer {
  const contentType = request.headers["content-type"] ?? "application/json";
  return { status, headers: { "content-type": contentType }, body: JSON.stringify(content) };
}

/** An answer in XML. */
export function xmlAnswer(body: string, status = 200): Answer {
  return { status, headers: { "content-type": "text/xml" }, body };
}

/** An error, written as the request's protocol wants it. */
export function errorAnswer(request: AwsRequest, error: AwsError): Answer {
  const { code, message, status } = error;
  if (request.service === "s3") return xmlAnswer(errorXml("Error", code, message), status);
  if (request.service === "ec2") {
    return xmlAnswer(`<Response><Errors>${errorXml("Error", code, message)}</Errors></Response>`, status);
  }
  if (request.protocol === "query" || request.service === "cloudfront") {
    return xmlAnswer(`<ErrorResponse>${errorXml("Error", code, message)}</ErrorResponse>`, status);
  }
  const answer = jsonAnswer(request, { __type: code, message }, status);
  return { ...answer, headers: { ...answer.headers, "x-amzn-errortype": code } };
}

function errorXml(element: string, code: string, message: string): string {
  const content = `<Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message>`;
  return `<${element}><Type>Sender</Type>${content}</${element}>`;
}
