import { elementText } from "../../../local/aws/client/xml";
import type { TestAccount } from "./on-local-aws";

const API = "/2020-05-31";

/** What CloudFront answered. */
export interface CloudFrontAnswer {
  readonly status: number;
  readonly etag: string;
  readonly xml: string;
  readonly id: string;
  readonly domainName: string;
  /** Of an error. */
  readonly code: string | undefined;
}

/** Sends a request to CloudFront; the path is that after the API's version. */
export async function cloudfront(
  account: TestAccount,
  method: string,
  path: string,
  body?: string,
  headers?: Readonly<Record<string, string>>,
): Promise<CloudFrontAnswer> {
  const response = await account.send("cloudfront", method, `${API}/${path}`, body, headers);
  const xml = await response.text();
  return {
    status: response.status,
    etag: response.headers.get("etag") ?? "",
    xml,
    id: elementText(xml, "Id") ?? "",
    domainName: elementText(xml, "DomainName") ?? "",
    code: elementText(xml, "Code"),
  };
}

const origin = "<Id>s3</Id><DomainName>bucket.s3.amazonaws.com</DomainName>";
const required = {
  CallerReference: "reference",
  Origins: `<Quantity>1</Quantity><Items><Origin>${origin}</Origin></Items>`,
  DefaultCacheBehavior:
    "<TargetOriginId>s3</TargetOriginId><ViewerProtocolPolicy>https-only</ViewerProtocolPolicy>" +
    "<CachePolicyId>policy</CachePolicyId>",
  Comment: "",
  Enabled: "true",
};

/** A configuration's XML; an element that is undefined is left out. */
export function distributionConfig(changes: Readonly<Record<string, string | undefined>> = {}): string {
  const elements = Object.entries({ ...required, ...changes }).filter(([, content]) => content !== undefined);
  const xml = elements.map(([name, content]) => `<${name}>${content}</${name}>`).join("");
  return `<DistributionConfig>${xml}</DistributionConfig>`;
}

/** A distribution with that configuration. */
export function createDistribution(
  account: TestAccount,
  changes: Readonly<Record<string, string | undefined>> = {},
): Promise<CloudFrontAnswer> {
  return cloudfront(account, "POST", "distribution", distributionConfig(changes));
}

/** Gives a distribution another configuration. */
export function updateDistribution(
  account: TestAccount,
  { id, etag }: CloudFrontAnswer,
  changes: Readonly<Record<string, string | undefined>>,
): Promise<CloudFrontAnswer> {
  const body = distributionConfig(changes);
  return cloudfront(account, "PUT", `distribution/${id}/config`, body, { "if-match": etag });
}

/** Invalidates paths of a distribution. */
export function invalidate(
  account: TestAccount,
  id: string,
  reference: string,
  paths: readonly string[],
): Promise<CloudFrontAnswer> {
  const items = paths.map((path) => `<Path>${path}</Path>`).join("");
  const batch =
    `<Paths><Quantity>${paths.length}</Quantity><Items>${items}</Items></Paths>` +
    `<CallerReference>${reference}</CallerReference>`;
  const body = `<InvalidationBatch>${batch}</InvalidationBatch>`;
  return cloudfront(account, "POST", `distribution/${id}/invalidation`, body);
}
