import { expect } from "vitest";
import { type CloudFrontAnswer, cloudfront } from "./distributions";
import type { TestAccount } from "./on-local-aws";
import { SiteBehindCloudFront, xml } from "./site-behind-cloudfront";

/** The traffic of a policy that sends requests with `toStaging` to the staging distribution. */
export const headerTraffic = xml({
  Type: "SingleHeader",
  SingleHeaderConfig: xml({ Header: "aws-cf-cd-staging", Value: "true" }),
});

export const toStaging = { "aws-cf-cd-staging": "true" };

/** A site with two versions, in the folders `old` and `new`. */
export async function newSite(account: TestAccount): Promise<SiteBehindCloudFront> {
  const site = await SiteBehindCloudFront.create(account);
  await site.put("old/index.html", "old", { "content-type": "text/html" });
  await site.put("new/index.html", "new", { "content-type": "text/html" });
  return site;
}

/** Production serves `old`, staging serves `new`, and a policy lies between them. */
export async function newPair(account: TestAccount, traffic: string, enabled = true) {
  const site = await newSite(account);
  const production = await site.production("/old");
  const staging = await site.staging("/new");
  const attached = await site.attachPolicy(production, staging, { originPath: "/old", traffic, enabled });
  return { site, account: site.account, staging, ...attached };
}

/** Makes a distribution forget what it has cached below a path. */
export async function invalidate(
  account: TestAccount,
  { id }: CloudFrontAnswer,
  path: string,
): Promise<void> {
  const paths = `<Quantity>1</Quantity><Items>${xml({ Path: path })}</Items>`;
  const body = xml({ InvalidationBatch: xml({ Paths: paths, CallerReference: path }) });
  expect((await cloudfront(account, "POST", `distribution/${id}/invalidation`, body)).status).toBe(201);
}
