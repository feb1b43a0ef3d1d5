import { escapeXml } from "../client/xml";
import { type Answer, xmlAnswer } from "../gateway/answer";

/** The elements of an answer, by name. */
export interface Elements {
  readonly [name: string]: string | Elements;
}

/** A successful answer of an operation of STS. */
export function stsAnswer(operation: string, result: Elements): Answer {
  const content = { [`${operation}Result`]: result, ResponseMetadata: { RequestId: "local-aws" } };
  return xmlAnswer(
    `<${operation}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/">${xmlOf(content)}</${operation}Response>`,
  );
}

function xmlOf(elements: Elements): string {
  return Object.entries(elements)
    .map(([name, content]) => {
      const inner = typeof content === "string" ? escapeXml(content) : xmlOf(content);
      return `<${name}>${inner}</${name}>`;
    })
    .join("");
}
