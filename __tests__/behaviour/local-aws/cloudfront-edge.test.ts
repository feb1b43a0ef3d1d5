import { expect, it } from "vitest";
import { LocalAccount } from "../../../local/aws/local-account";
import { onLocalAws } from "./on-local-aws";
import { xml } from "./site-behind-cloudfront";
import { headerTraffic, newPair, newSite, toStaging } from "./viewed-sites";

const WEIGHT = xml({ Type: "SingleWeight", SingleWeightConfig: xml({ Weight: "0.1" }) });

onLocalAws("a viewer of CloudFront", (newAccount) => {
  it("gets the default root object of the origin's folder, with its type, from any process and region", async () => {
    const site = await newSite(newAccount());
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
    const site = await newSite(newAccount());
    await site.put("old/a%20b/%C3%BC.txt", "text");
    const { domainName } = await site.production("/old");
    const { body } = await site.account.visit({ domainName, path: "/a%20b/%C3%BC.txt?versionId=1" });
    expect(body).toBe("text");
  });

  it("reaches a distribution by its alias", async () => {
    const site = await newSite(newAccount());
    const Aliases = "<Quantity>1</Quantity><Items><CNAME>www.example.com</CNAME></Items>";
    const { id } = await site.production("/old", { Aliases });
    const visited = await site.account.visit({ domainName: "www.example.com", path: "/index.html" });
    expect(visited).toMatchObject({ status: 200, distributionId: id });
  });

  it("reaches neither a name that no distribution has, nor a disabled one, nor a staging one directly", async () => {
    const site = await newSite(newAccount());
    const { account } = site;
    const disabled = await site.production("/old", { Enabled: "false" });
    const staging = await site.staging("/new");
    const visit = ({ domainName }: { domainName: string }) => account.visit({ domainName, path: "/" });
    await expect(visit({ domainName: "www.example.com" })).rejects.toThrow("No distribution of this account");
    await expect(visit(disabled)).rejects.toThrow(`The distribution ${disabled.id} is disabled`);
    await expect(visit(staging)).rejects.toThrow("which viewers can't reach by name");
  });

  it("is sent to the staging distribution by the policy's header and value only", async () => {
    const { account, production, staging } = await newPair(newAccount(), headerTraffic);
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
    const { account, production, staging } = await newPair(newAccount(), WEIGHT);
    const { domainName } = production;
    const visit = (draw?: number) =>
      account.visit({ domainName, path: "/", ...(draw === undefined ? {} : { draw }) });
    expect(await visit(0.09)).toMatchObject({ body: "new", distributionId: staging.id });
    expect(await visit(0.1)).toMatchObject({ body: "old", distributionId: production.id });
    expect([staging.id, production.id]).toContain((await visit()).distributionId);
    await expect(visit(1.5)).rejects.toThrow("draw");
  });

  it("is always served by production while the policy is disabled", async () => {
    const { account, production } = await newPair(newAccount(), headerTraffic, false);
    const visited = await account.visit({ domainName: production.domainName, path: "/", headers: toStaging });
    expect(visited).toMatchObject({ body: "old", distributionId: production.id });
  });
});
