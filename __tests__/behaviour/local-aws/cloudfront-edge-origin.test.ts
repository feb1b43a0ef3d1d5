import { expect, it } from "vitest";
import { updateDistribution } from "./distributions";
import { onLocalAws } from "./on-local-aws";
import { originsXml, SiteBehindCloudFront, xml } from "./site-behind-cloudfront";
import { headerTraffic, newPair, newSite, toStaging } from "./viewed-sites";

const errorResponses = (response: Readonly<Record<string, string>>) =>
  `<Quantity>1</Quantity><Items>${xml({ CustomErrorResponse: xml(response) })}</Items>`;

onLocalAws("a viewer of CloudFront", (newAccount) => {
  it("gets a missing object's 404 only where CloudFront may list the bucket", async () => {
    const site = await newSite(newAccount());
    const { domainName } = await site.production("/old");
    const visit = () => site.account.visit({ domainName, path: "/missing" });
    expect(await visit()).toMatchObject({ status: 403, headers: { "x-cache": "Error from cloudfront" } });
    expect((await visit()).body).toContain("<Code>AccessDenied</Code>");
    await site.allow(undefined, ["s3:GetObject", "s3:ListBucket"]);
    expect(await visit()).toMatchObject({ status: 404 });
    expect((await visit()).body).toContain("<Code>NoSuchKey</Code>");
  });

  it("does not get a list of the bucket where there is no default root object", async () => {
    const site = await newSite(newAccount());
    const { domainName } = await site.production("", { DefaultRootObject: "" });
    expect((await site.account.visit({ domainName, path: "/" })).status).toBe(403);
  });

  it("gets what the bucket's policy lets that distribution read, not another one", async () => {
    const { site, account, production, staging } = await newPair(newAccount(), headerTraffic);
    const { domainName } = production;
    await site.allow({ StringEquals: { "AWS:SourceArn": site.arnOf(production) } });
    expect((await account.visit({ domainName, path: "/" })).status).toBe(200);
    const denied = await account.visit({ domainName, path: "/", headers: toStaging });
    expect(denied).toMatchObject({ status: 403, distributionId: staging.id });
    await site.allow({ ArnLike: { "AWS:SourceArn": [site.arnOf(production), site.arnOf(staging)] } });
    expect((await account.visit({ domainName, path: "/", headers: toStaging })).body).toBe("new");
  });

  it("gets nothing from a bucket whose policy is gone", async () => {
    const site = await newSite(newAccount());
    const { domainName } = await site.production("/old");
    await site.account.send("s3", "DELETE", `/${site.bucket}?policy`);
    const { status, body } = await site.account.visit({ domainName, path: "/" });
    expect(status).toBe(403);
    expect(body).toContain("does not let cloudfront.amazonaws.com do s3:GetObject");
  });

  it("gets an encrypted object only where the key's policy lets CloudFront decrypt", async () => {
    const site = await newSite(newAccount());
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
    const site = await newSite(newAccount());
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
    const site = await newSite(newAccount());
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
    const site = await newSite(newAccount());
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
    const site = await newSite(newAccount());
    const { domainName } = await site.production("", { Origins: originsXml(origin) });
    await expect(site.account.visit({ domainName, path: "/" })).rejects.toThrow(words);
  });

  it("is told so where the origin access control never signs", async () => {
    const site = await SiteBehindCloudFront.create(newAccount(), "never");
    const { domainName } = await site.production();
    await expect(site.account.visit({ domainName, path: "/" })).rejects.toThrow("never signs");
  });
});
