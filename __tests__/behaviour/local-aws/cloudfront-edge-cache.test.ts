import { expect, it } from "vitest";
import { cloudfront, updateDistribution } from "./distributions";
import { onLocalAws } from "./on-local-aws";
import { headerTraffic, invalidate, newPair, newSite, toStaging } from "./viewed-sites";

onLocalAws("a viewer of CloudFront", (newAccount) => {
  it("sees the new version on production once it is promoted and invalidated", async () => {
    const { account, production, staging } = await newPair(newAccount(), headerTraffic);
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
    const { site, account, production } = await newPair(newAccount(), headerTraffic);
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
    const site = await newSite(newAccount());
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
    const site = await newSite(newAccount());
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
    const site = await newSite(newAccount());
    const { domainName } = await site.production("/old");
    const visit = () => site.account.visit({ domainName, path: "/late.txt" });
    expect((await visit()).status).toBe(403);
    await site.put("old/late.txt", "late");
    expect(await visit()).toMatchObject({ status: 200, body: "late" });
  });
});
