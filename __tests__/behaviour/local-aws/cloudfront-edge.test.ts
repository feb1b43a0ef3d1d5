import { expect, it } from "vitest";
import { LocalAccount } from "../../../local/aws/local-account";
import { type CloudFrontAnswer, cloudfront, updateDistribution } from "./distributions";
import { onLocalAws, type TestAccount } from "./on-local-aws";
import { originsXml, SiteBehindCloudFront, xml } from "./site-behind-cloudfront";

const HEADER = xml({
  Type: "SingleHeader",
  SingleHeaderConfig: xml({ Header: "aws-cf-cd-staging", Value: "true" }),
});
const WEIGHT = xml({ Type: "SingleWeight", SingleWeightConfig: xml({ Weight: "0.1" }) });

const toStaging = { "aws-cf-cd-staging": "true" };

async function invalidate(account: TestAccount, { id }: CloudFrontAnswer, path: string): Promise<void> {
  const paths = `<Quantity>1</Quantity><Items>${xml({ Path: path })}</Items>`;
  const body = xml({ InvalidationBatch: xml({ Paths: paths, CallerReference: path }) });
  expect((await cloudfront(account, "POST", `distribution/${id}/invalidation`, body)).status).toBe(201);
}

const errorResponses = (response: Readonly<Record<string, string>>) =>
  `<Quantity>1</Quantity><Items>${xml({ CustomErrorResponse: xml(response) })}</Items>`;

onLocalAws("a viewer of CloudFront", (newAccount) => {
  async function newSite(): Promise<SiteBehindCloudFront> {
    const site = await SiteBehindCloudFront.create(newAccount());
    await site.put("old/index.html", "old", { "content-type": "text/html" });
    await site.put("new/index.html", "new", { "content-type": "text/html" });
    return site;
  }

  /** Production serves `old`, staging serves `new`, and a policy lies between them. */
  async function newPair(traffic: string, enabled = true) {
    const site = await newSite();
    const production = await site.production("/old");
    const staging = await site.staging("/new");
    const attached = await site.attachPolicy(production, staging, { originPath: "/old", traffic, enabled });
    return { site, account: site.account, staging, ...attached };
  }

  it("gets the default root object of the origin's folder, with its type, from any process and region", async () => {
    const site = await newSite();
    const { account } = site;
    const { domainName, id } = await site.production("/old");
    const elsewhere = new LocalAccount(account.endpoint, account.accountId, "eu-west-1");
    expect(await elsewhere.visit({ domainName, path: "/" })).toMatchObject({
      status: 200,
      body: "old",
      headers: { "content-type": "text/html", "x-cache": "Miss from cloudfront" },
      distributionId: id,
      fromCache: false,
    });
  });

  it("gets an object by its encoded path, whatever its query is", async () => {
    const site = await newSite();
    await site.put("old/a%20b/%C3%BC.txt", "text");
    const { domainName } = await site.production("/old");
    const { body } = await site.account.visit({ domainName, path: "/a%20b/%C3%BC.txt?versionId=1" });
    expect(body).toBe("text");
  });

  it("reaches a distribution by its alias", async () => {
    const site = await newSite();
    const Aliases = "<Quantity>1</Quantity><Items><CNAME>www.example.com</CNAME></Items>";
    const { id } = await site.production("/old", { Aliases });
    const visited = await site.account.visit({ domainName: "www.example.com", path: "/index.html" });
    expect(visited).toMatchObject({ status: 200, distributionId: id });
  });

  it("reaches neither a name that no distribution has, nor a disabled one, nor a staging one directly", async () => {
    const site = await newSite();
    const { account } = site;
    const disabled = await site.production("/old", { Enabled: "false" });
    const staging = await site.staging("/new");
    const visit = ({ domainName }: { domainName: string }) => account.visit({ domainName, path: "/" });
    await expect(visit({ domainName: "www.example.com" })).rejects.toThrow("No distribution of this account");
    await expect(visit(disabled)).rejects.toThrow(`The distribution ${disabled.id} is disabled`);
    await expect(visit(staging)).rejects.toThrow("which viewers can't reach by name");
  });

  it("is sent to the staging distribution by the policy's header and value only", async () => {
    const { account, production, staging } = await newPair(HEADER);
    const { domainName } = production;
    const visit = (headers: Record<string, string>) => account.visit({ domainName, path: "/", headers });
    expect(await visit({ "AWS-CF-CD-Staging": "true" })).toMatchObject({
      body: "new",
      distributionId: staging.id,
    });
    const byProduction = { body: "old", distributionId: production.id };
    expect(await visit({})).toMatchObject(byProduction);
    expect(await visit({ "aws-cf-cd-staging": "false" })).toMatchObject(byProduction);
    expect(await visit({ "aws-cf-cd-other": "true" })).toMatchObject(byProduction);
  });

  it("is sent to the staging distribution where the draw is below the weight", async () => {
    const { account, production, staging } = await newPair(WEIGHT);
    const { domainName } = production;
    const visit = (draw?: number) =>
      account.visit({ domainName, path: "/", ...(draw === undefined ? {} : { draw }) });
    expect(await visit(0.09)).toMatchObject({ body: "new", distributionId: staging.id });
    expect(await visit(0.1)).toMatchObject({ body: "old", distributionId: production.id });
    expect([staging.id, production.id]).toContain((await visit()).distributionId);
    await expect(visit(1.5)).rejects.toThrow("draw");
  });

  it("is always served by production while the policy is disabled", async () => {
    const { account, production } = await newPair(HEADER, false);
    const visited = await account.visit({ domainName: production.domainName, path: "/", headers: toStaging });
    expect(visited).toMatchObject({ body: "old", distributionId: production.id });
  });

  it("sees the new version on production once it is promoted and invalidated", async () => {
    const { account, production, staging } = await newPair(HEADER);
    const { domainName } = production;
    const body = async (path: string) => (await account.visit({ domainName, path })).body;
    expect(await body("/")).toBe("old");
    const path = `distribution/${production.id}/promote-staging-config?StagingDistributionId=${staging.id}`;
    const tags = { "if-match": `${production.etag}, ${staging.etag}` };
    expect((await cloudfront(account, "PUT", path, undefined, tags)).status).toBe(200);
    expect(await body("/")).toBe("old");
    await invalidate(account, production, "/*");
    expect(await body("/")).toBe("new");
  });

  it("gets what a distribution has cached, which the staging one does not share", async () => {
    const { site, account, production } = await newPair(HEADER);
    const { domainName } = production;
    await account.visit({ domainName, path: "/" });
    await site.put("old/index.html", "older");
    await site.put("new/index.html", "newer");
    expect(await account.visit({ domainName, path: "/index.html" })).toMatchObject({
      body: "old",
      fromCache: true,
      headers: { "x-cache": "Hit from cloudfront", "content-type": "text/html" },
    });
    const staged = await account.visit({ domainName, path: "/", headers: toStaging });
    expect(staged).toMatchObject({ body: "newer", fromCache: false });
  });

  it.each([
    ["/assets/a.js", [true, false]],
    ["assets/a.js", [true, false]],
    ["/assets/*", [true, true]],
    ["/assets/a*", [true, false]],
    ["/*/a.js", [false, false]],
    ["/index.html", [false, false]],
  ])("gets what an invalidation of %s leaves in the cache", async (invalidated, fresh) => {
    const site = await newSite();
    const { account } = site;
    const production = await site.production();
    const visit = async (path: string) =>
      (await account.visit({ domainName: production.domainName, path })).fromCache;
    const paths = ["/assets/a.js", "/assets/b.js"];
    for (const path of paths) {
      await site.put(path.slice(1), "script");
      await visit(path);
    }
    await invalidate(account, production, invalidated);
    expect([await visit("/assets/a.js"), await visit("/assets/b.js")]).toEqual(fresh.map((isNew) => !isNew));
  });

  it("keeps getting what was cached when the origin's folder changes", async () => {
    const site = await newSite();
    const production = await site.production("/old");
    const visit = () => site.account.visit({ domainName: production.domainName, path: "/" });
    await visit();
    const changes = { CallerReference: "production", ...site.serving("/new") };
    expect((await updateDistribution(site.account, production, changes)).status).toBe(200);
    expect(await visit()).toMatchObject({ body: "old", fromCache: true });
    await invalidate(site.account, production, "/index.html");
    expect(await visit()).toMatchObject({ body: "new", fromCache: false });
  });

  it("gets an object that came after it was missing", async () => {
    const site = await newSite();
    const { domainName } = await site.production("/old");
    const visit = () => site.account.visit({ domainName, path: "/late.txt" });
    expect((await visit()).status).toBe(403);
    await site.put("old/late.txt", "late");
    expect(await visit()).toMatchObject({ status: 200, body: "late" });
  });

  it("gets a missing object's 404 only where CloudFront may list the bucket", async () => {
    const site = await newSite();
    const { domainName } = await site.production("/old");
    const visit = () => site.account.visit({ domainName, path: "/missing" });
    expect(await visit()).toMatchObject({ status: 403, headers: { "x-cache": "Error from cloudfront" } });
    expect((await visit()).body).toContain("<Code>AccessDenied</Code>");
    await site.allow(undefined, ["s3:GetObject", "s3:ListBucket"]);
    expect(await visit()).toMatchObject({ status: 404 });
    expect((await visit()).body).toContain("<Code>NoSuchKey</Code>");
  });

  it("does not get a list of the bucket where there is no default root object", async () => {
    const site = await newSite();
    const { domainName } = await site.production("", { DefaultRootObject: "" });
    expect((await site.account.visit({ domainName, path: "/" })).status).toBe(403);
  });

  it("gets what the bucket's policy lets that distribution read, not another one", async () => {
    const { site, account, production, staging } = await newPair(HEADER);
    const { domainName } = production;
    await site.allow({ StringEquals: { "AWS:SourceArn": site.arnOf(production) } });
    expect((await account.visit({ domainName, path: "/" })).status).toBe(200);
    const denied = await account.visit({ domainName, path: "/", headers: toStaging });
    expect(denied).toMatchObject({ status: 403, distributionId: staging.id });
    await site.allow({ ArnLike: { "AWS:SourceArn": [site.arnOf(production), site.arnOf(staging)] } });
    expect((await account.visit({ domainName, path: "/", headers: toStaging })).body).toBe("new");
  });

  it("gets nothing from a bucket whose policy is gone", async () => {
    const site = await newSite();
    const { domainName } = await site.production("/old");
    await site.account.send("s3", "DELETE", `/${site.bucket}?policy`);
    const { status, body } = await site.account.visit({ domainName, path: "/" });
    expect(status).toBe(403);
    expect(body).toContain("does not let cloudfront.amazonaws.com do s3:GetObject");
  });

  it("gets an encrypted object only where the key's policy lets CloudFront decrypt", async () => {
    const site = await newSite();
    const { account } = site;
    const production = await site.production("/old");
    const { domainName } = production;
    const encryption = "x-amz-server-side-encryption";
    const key = await account.createOwnKey();
    await site.put("old/by-aws.txt", "text", { [encryption]: "aws:kms" });
    await site.put("old/own.txt", "text", {
      [encryption]: "aws:kms",
      [`${encryption}-aws-kms-key-id`]: key,
    });
    const statuses = async () => {
      const visited = ["/by-aws.txt", "/own.txt"].map((path) => account.visit({ domainName, path }));
      return (await Promise.all(visited)).map(({ status }) => status);
    };
    expect(await statuses()).toEqual([403, 403]);
    const statement = {
      Effect: "Allow",
      Principal: { Service: "cloudfront.amazonaws.com" },
      Action: "kms:Decrypt",
      Resource: "*",
      Condition: { StringEquals: { "aws:SourceArn": site.arnOf(production) } },
    };
    const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    await account.call("kms", "PutKeyPolicy", { KeyId: key, PolicyName: "default", Policy });
    expect(await statuses()).toEqual([403, 200]);
  });

  it("gets the page that the distribution has for an error, with the status that goes with it", async () => {
    const site = await newSite();
    await site.put("old/sorry.html", "sorry");
    const CustomErrorResponses = errorResponses({
      ErrorCode: "403",
      ResponsePagePath: "/sorry.html",
      ResponseCode: "404",
    });
    const { domainName } = await site.production("/old", { CustomErrorResponses });
    expect(await site.account.visit({ domainName, path: "/missing" })).toMatchObject({
      status: 404,
      body: "sorry",
      fromCache: false,
    });
  });

  it("gets the origin's error where the page for it is missing too, or there is none", async () => {
    const site = await newSite();
    const missing = { ErrorCode: "403", ResponsePagePath: "/sorry.html", ResponseCode: "200" };
    const first = await site.production("/old", { CustomErrorResponses: errorResponses(missing) });
    const visit = () => site.account.visit({ domainName: first.domainName, path: "/missing" });
    expect((await visit()).status).toBe(403);
    const changes = {
      CallerReference: "production",
      ...site.serving("/old", {
        CustomErrorResponses: errorResponses({ ErrorCode: "403", ErrorCachingMinTTL: "10" }),
      }),
    };
    expect((await updateDistribution(site.account, first, changes)).status).toBe(200);
    expect((await visit()).status).toBe(403);
  });

  it("gets each path from the origin of the first cache behavior that it matches", async () => {
    const site = await newSite();
    await site.put("images/cat.png", "cat");
    const origin = (Id: string, OriginPath: string) =>
      xml({
        Origin: xml({
          Id,
          DomainName: `${site.bucket}.s3.amazonaws.com`,
          OriginPath,
          OriginAccessControlId: site.accessControlId,
        }),
      });
    const behavior = xml({ PathPattern: "images/*", TargetOriginId: "images", CachePolicyId: "policy" });
    const { domainName } = await site.production("", {
      Origins: `<Quantity>2</Quantity><Items>${origin("s3", "/old")}${origin("images", "")}</Items>`,
      CacheBehaviors: `<Quantity>1</Quantity><Items>${xml({ CacheBehavior: behavior })}</Items>`,
    });
    const body = async (path: string) => (await site.account.visit({ domainName, path })).body;
    expect(await body("/images/cat.png")).toBe("cat");
    expect(await body("/index.html")).toBe("old");
  });

  it.each([
    ["is no bucket", { DomainName: "example.com" }, "example.com is not that of a bucket"],
    [
      "is the website of a bucket",
      { DomainName: "site.s3-website-us-east-1.amazonaws.com" },
      "is not that of a bucket",
    ],
    ["has no origin access control", { DomainName: "site.s3.amazonaws.com" }, "no origin access control"],
  ])("is told that the origin is not played where it %s", async (_what, origin, words) => {
    const site = await newSite();
    const { domainName } = await site.production("", { Origins: originsXml(origin) });
    await expect(site.account.visit({ domainName, path: "/" })).rejects.toThrow(words);
  });

  it("is told so where the origin access control never signs", async () => {
    const site = await SiteBehindCloudFront.create(newAccount(), "never");
    const { domainName } = await site.production();
    await expect(site.account.visit({ domainName, path: "/" })).rejects.toThrow("never signs");
  });
});
