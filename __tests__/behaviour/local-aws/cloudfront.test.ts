import { expect, it, vi } from "vitest";
import {
  cloudfront,
  createDistribution,
  distributionConfig,
  invalidate,
  updateDistribution,
} from "./distributions";
import { onLocalAws, TestAccount } from "./on-local-aws";

async function ownObjects(account: TestAccount, bucket: string, ownership: string): Promise<void> {
  const rule = `<Rule><ObjectOwnership>${ownership}</ObjectOwnership></Rule>`;
  const body = `<OwnershipControls>${rule}</OwnershipControls>`;
  const response = await account.send("s3", "PUT", `/${bucket}?ownershipControls`, body);
  expect(response.ok, await response.text()).toBe(true);
}

onLocalAws("a distribution", (newAccount) => {
  it("is shown with its configuration as it came and the lists that it left out", async () => {
    const account = newAccount();
    const { id, etag, status } = await createDistribution(account, { Comment: "a &amp; b" });
    expect(status).toBe(201);
    const shown = await cloudfront(account, "GET", `distribution/${id}`);
    expect(shown.etag).toBe(etag);
    expect(shown.xml).toContain("<Comment>a &amp; b</Comment>");
    expect(await account.distributions()).toMatchObject([{ comment: "a & b" }]);
    expect(shown.xml).toContain("<OriginGroups><Quantity>0</Quantity></OriginGroups>");
  });

  it("is in progress for a while after it is made, and after each change", async () => {
    const account = newAccount();
    const made = await createDistribution(account);
    expect(made.xml).toContain("<Status>InProgress</Status>");
    expect(await account.distributions()).toMatchObject([{ deployed: false }]);
    await account.passTime({ minutes: 1 });
    const shown = await cloudfront(account, "GET", `distribution/${made.id}`);
    expect(shown.xml).toContain("<Status>Deployed</Status>");
    expect((await cloudfront(account, "GET", "distribution")).xml).toContain("<Status>Deployed</Status>");
    const changed = await updateDistribution(account, made, { Comment: "changed" });
    expect(changed.xml).toContain("<Status>InProgress</Status>");
    await vi.waitFor(async () => expect(await account.distributions()).toMatchObject([{ deployed: true }]), {
      timeout: 30_000,
      interval: 200,
    });
  });

  it("is the same from every region", async () => {
    const account = newAccount();
    const { id } = await createDistribution(account);
    const { endpoint, accountId } = account;
    const elsewhere = new TestAccount(endpoint, accountId, "eu-west-1");
    expect((await cloudfront(elsewhere, "GET", `distribution/${id}/config`)).status).toBe(200);
    expect(await elsewhere.distributions()).toMatchObject([{ id, enabled: true, staging: false }]);
  });

  it("is changed only by who knows its entity tag", async () => {
    const account = newAccount();
    const first = await createDistribution(account);
    const second = await updateDistribution(account, first, { Comment: "second" });
    expect(second.etag).not.toBe(first.etag);
    const stale = await updateDistribution(account, first, { Comment: "third" });
    expect(stale).toMatchObject({ status: 412, code: "PreconditionFailed" });
    const blind = await cloudfront(account, "PUT", `distribution/${first.id}/config`, distributionConfig());
    expect(blind).toMatchObject({ status: 400, code: "InvalidIfMatchVersion" });
  });

  it("is deleted once it is disabled everywhere", async () => {
    const account = newAccount();
    const enabled = await createDistribution(account);
    const path = `distribution/${enabled.id}`;
    const refused = await cloudfront(account, "DELETE", path, undefined, { "if-match": enabled.etag });
    expect(refused).toMatchObject({ status: 409, code: "DistributionNotDisabled" });
    const { etag } = await updateDistribution(account, enabled, { Enabled: "false" });
    const remove = () => cloudfront(account, "DELETE", path, undefined, { "if-match": etag });
    expect(await remove()).toMatchObject({ status: 409, code: "DistributionNotDisabled" });
    await account.passTime({ minutes: 1 });
    expect((await remove()).status).toBe(204);
    expect(await account.resources()).toEqual([]);
    expect(await cloudfront(account, "GET", path)).toMatchObject({ status: 404, code: "NoSuchDistribution" });
  });

  it.each([
    ["without origins", { Origins: undefined }, "InvalidArgument"],
    [
      "whose quantity is not that of its items",
      { Aliases: "<Quantity>1</Quantity>" },
      "InconsistentQuantities",
    ],
    [
      "whose cache behavior has an unknown origin",
      {
        DefaultCacheBehavior: "<TargetOriginId>other</TargetOriginId><CachePolicyId>policy</CachePolicyId>",
      },
      "NoSuchOrigin",
    ],
    [
      "whose cache behavior has no cache policy",
      { DefaultCacheBehavior: "<TargetOriginId>s3</TargetOriginId>" },
      "InvalidArgument",
    ],
    [
      "with an origin access control that does not exist",
      {
        Origins:
          "<Quantity>1</Quantity><Items><Origin><Id>s3</Id>" +
          "<OriginAccessControlId>missing</OriginAccessControlId></Origin></Items>",
      },
      "InvalidOriginAccessControl",
    ],
    ["whose XML is broken", { Comment: "<b>" }, "MalformedXML"],
  ])("is refused %s", async (_what, changes, code) => {
    expect(await createDistribution(newAccount(), changes)).toMatchObject({ code });
  });

  it("is refused with the caller reference or the alias of another", async () => {
    const account = newAccount();
    const Aliases = "<Quantity>1</Quantity><Items><CNAME>www.example.com</CNAME></Items>";
    await createDistribution(account, { Aliases });
    expect(await createDistribution(account)).toMatchObject({
      status: 409,
      code: "DistributionAlreadyExists",
    });
    const sameAlias = await createDistribution(account, { Aliases, CallerReference: "second" });
    expect(sameAlias).toMatchObject({ status: 409, code: "CNAMEAlreadyExists" });
  });

  it("keeps its caller reference", async () => {
    const account = newAccount();
    const distribution = await createDistribution(account);
    const changed = await updateDistribution(account, distribution, { CallerReference: "other" });
    expect(changed).toMatchObject({ status: 400, code: "IllegalUpdate" });
  });

  it("is listed with its tags to be asked for", async () => {
    const account = newAccount();
    const tag = (key: string, value: string) => `<Tag><Key>${key}</Key><Value>${value}</Value></Tag>`;
    const tags = `<Tags><Items>${tag("a", "1")}${tag("b", "2")}</Items></Tags>`;
    const body = `<DistributionConfigWithTags>${distributionConfig()}${tags}</DistributionConfigWithTags>`;
    const { id } = await cloudfront(account, "POST", "distribution?WithTags", body);
    const list = await cloudfront(account, "GET", "distribution");
    expect(list.xml).toContain(`<Quantity>1</Quantity><Items><DistributionSummary><Id>${id}</Id>`);
    const query = `Resource=${encodeURIComponent(`arn:aws:cloudfront::${account.accountId}:distribution/${id}`)}`;
    const keys = "<TagKeys><Items><Key>a</Key></Items></TagKeys>";
    await cloudfront(account, "POST", `tagging?Operation=Untag&${query}`, keys);
    expect((await cloudfront(account, "GET", `tagging?${query}`)).xml).toContain(
      `<Items>${tag("b", "2")}</Items>`,
    );
  });

  it("shows an invalidation in progress, then as completed, with its paths", async () => {
    const account = newAccount();
    const { id } = await createDistribution(account);
    const made = await invalidate(account, id, "1", ["/*"]);
    expect(made).toMatchObject({ status: 201, xml: expect.stringContaining("<Status>InProgress</Status>") });
    const distribution = () => cloudfront(account, "GET", `distribution/${id}`);
    expect((await distribution()).xml).toContain("<InProgressInvalidationBatches>1<");
    await account.passTime({ minutes: 1 });
    const shown = await cloudfront(account, "GET", `distribution/${id}/invalidation/${made.id}`);
    expect(shown.xml).toContain("<Status>Completed</Status>");
    expect(shown.xml).toContain("<Path>/*</Path>");
    expect((await distribution()).xml).toContain("<InProgressInvalidationBatches>0<");
  });

  it("takes an invalidation's caller reference again with the same paths only, and does it once", async () => {
    const account = newAccount();
    const { id } = await createDistribution(account);
    const made = await invalidate(account, id, "release", ["/a", "/b"]);
    expect((await invalidate(account, id, "release", ["/b", "/a"])).id).toBe(made.id);
    expect(await invalidate(account, id, "release", ["/a"])).toMatchObject({
      code: "InvalidationBatchAlreadyExists",
    });
    expect((await invalidate(account, id, "other", ["/a"])).id).not.toBe(made.id);
    expect((await cloudfront(account, "GET", `distribution/${id}/invalidation`)).xml).toContain(
      "<Quantity>2</Quantity>",
    );
  });

  it("keeps its origin access control from being deleted", async () => {
    const account = newAccount();
    const config = Object.entries({
      Name: "oac",
      SigningProtocol: "sigv4",
      SigningBehavior: "always",
      OriginAccessControlOriginType: "s3",
    }).map(([name, text]) => `<${name}>${text}</${name}>`);
    const body = `<OriginAccessControlConfig>${config.join("")}</OriginAccessControlConfig>`;
    const { id, etag } = await cloudfront(account, "POST", "origin-access-control", body);
    const Origins =
      "<Quantity>1</Quantity><Items><Origin><Id>s3</Id>" +
      `<OriginAccessControlId>${id}</OriginAccessControlId></Origin></Items>`;
    await createDistribution(account, { Origins });
    const path = `origin-access-control/${id}`;
    const deleted = await cloudfront(account, "DELETE", path, undefined, { "if-match": etag });
    expect(deleted).toMatchObject({ status: 409, code: "OriginAccessControlInUse" });
  });

  const logging = (bucket: string) =>
    `<Enabled>true</Enabled><IncludeCookies>false</IncludeCookies><Bucket>${bucket}.s3.amazonaws.com</Bucket><Prefix/>`;

  it("writes access logs only to a bucket that has ACLs", async () => {
    const account = newAccount();
    await account.createBucket("logs");
    const create = () => createDistribution(account, { Logging: logging("logs") });
    expect(await createDistribution(account, { Logging: logging("missing") })).toMatchObject({
      code: "InvalidArgument",
      xml: expect.stringContaining("does not exist: missing"),
    });
    const refusal = {
      code: "InvalidArgument",
      xml: expect.stringContaining("does not enable ACL access: logs"),
    };
    expect(await create()).toMatchObject(refusal);
    await ownObjects(account, "logs", "BucketOwnerEnforced");
    expect(await create()).toMatchObject(refusal);
    await ownObjects(account, "logs", "BucketOwnerPreferred");
    expect((await create()).status).toBe(201);
  });

  it("takes a certificate of us-east-1 that exists, and no other", async () => {
    const account = newAccount();
    const arn = (region: string, id: string) =>
      `arn:aws:acm:${region}:${account.accountId}:certificate/${id}`;
    await account.createCertificate(arn("ap-northeast-1", "here"));
    await account.createCertificate(arn("us-east-1", "there"));
    const create = (certificate: string) => {
      const chosen = `<ACMCertificateArn>${certificate}</ACMCertificateArn>`;
      return createDistribution(account, { ViewerCertificate: chosen });
    };
    const refusal = { status: 400, code: "InvalidViewerCertificate" };
    expect(await create(arn("ap-northeast-1", "here"))).toMatchObject(refusal);
    expect(await create(arn("us-east-1", "here"))).toMatchObject(refusal);
    expect((await create(arn("us-east-1", "there"))).status).toBe(201);
  });

  it("takes a web ACL of CloudFront that exists, and no other", async () => {
    const account = newAccount();
    const global = `arn:aws:wafv2:us-east-1:${account.accountId}:global/webacl/site/one`;
    const regional = account.arn("wafv2", "regional/webacl/site/one");
    await account.createWebAcl(regional);
    const create = (WebACLId: string) => createDistribution(account, { WebACLId });
    const refusal = { status: 400, code: "InvalidWebACLId" };
    expect(await create(regional)).toMatchObject(refusal);
    expect(await create(global)).toMatchObject(refusal);
    await account.createWebAcl(global);
    expect((await create(global)).status).toBe(201);
  });
});
