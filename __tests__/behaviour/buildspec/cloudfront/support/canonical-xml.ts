import { elementsIn } from "../../../../../local/aws/cloudfront/xml-elements";

/** XML as plain data in which the order of differently named elements means nothing; an element without any is its text. */
export function canonicalXml(xml: string): unknown {
  const found = elementsIn(xml);
  if (found.length === 0) return xml;
  return found
    .map(({ name, content }) => [name, canonicalXml(content)] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
