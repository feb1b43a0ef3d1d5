import { AwsError } from "../client/aws-error";
import { escapeXml } from "../client/xml";

/** An element and all that is in it, as it came. */
export interface XmlElement {
  readonly name: string;
  readonly content: string;
}

const NAMESPACE = "http://cloudfront.amazonaws.com/doc/2020-05-31/";
const TAG = /<(\/?)([A-Za-z][\w.-]*)(?:\s[^<>]*?)?(\/?)>/g;

/** The elements directly in a piece of XML, without looking at what is in them. */
export function elementsIn(xml: string): XmlElement[] {
  const found: XmlElement[] = [];
  const open: { name: string; start: number }[] = [];
  for (const { 0: tag, 1: closes, 2: name = "", 3: isEmpty, index } of xml.matchAll(TAG)) {
    if (isEmpty === "/") {
      if (open.length === 0) found.push({ name, content: "" });
    } else if (closes !== "/") {
      open.push({ name, start: index + tag.length });
    } else {
      const opened = open.pop();
      if (opened?.name !== name) throw malformed(`</${name}> closes <${opened?.name ?? "nothing"}>`);
      if (open.length === 0) found.push({ name, content: xml.slice(opened.start, index) });
    }
  }
  if (open.length > 0) throw malformed(`<${open[0]?.name}> is not closed`);
  return found;
}

/** The content of the first element of that name directly in a piece of XML. */
export function contentOf(xml: string, name: string): string | undefined {
  return elementsIn(xml).find((element) => element.name === name)?.content;
}

/** The content of a document whose outermost element must have that name. */
export function documentContent(xml: string, name: string): string {
  const content = contentOf(xml, name);
  if (content === undefined) throw malformed(`a <${name}> was expected`);
  return content;
}

/** An element around XML. */
export function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}

/** An element around plain text. */
export function textElement(name: string, text: string | number | boolean): string {
  return element(name, escapeXml(String(text)));
}

/** CloudFront's way to write a list: how many items, and the items when there are any. */
export function listContent(items: readonly string[]): string {
  const quantity = textElement("Quantity", items.length);
  return items.length === 0 ? quantity : quantity + element("Items", items.join(""));
}

/** A whole document of CloudFront's. */
export function xmlDocument(name: string, content: string): string {
  return `<?xml version="1.0"?>\n<${name} xmlns="${NAMESPACE}">${content}</${name}>`;
}

function malformed(problem: string): AwsError {
  return new AwsError("MalformedXML", `The XML of the request can't be read: ${problem}.`);
}
