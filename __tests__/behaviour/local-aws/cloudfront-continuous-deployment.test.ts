import { expect, it } from "vitest";
import {
  createPair,
  createPolicy,
  header,
  policyConfig,
  primaryWith,
  promote,
  weight,
} from "./continuous-deployment";
import { cloudfront, createDistribution, updateDistribution } from "./distributions";
import { onLocalAws } from "./on-local-aws";

onLocalAws("continuous deployment of CloudFront", (newAccount) => {
  it("attaches a policy to a distribution that exists, and to none on its creation", async () => {
    const account = newAccount();
    const { primary, staging } = await createPair(account);
    const policy = await createPolicy(account, staging);
    const early = await createDistribution(account, {
      CallerReference: "early",
      ContinuousDeploymentPolicyId: policy.id,
    });
    expect(early).toMatchObject({ status: 400, code: "InvalidArgument" });
    expect((await updateDistribution(account, primary, primaryWith(policy.id))).status).toBe(200);
    expect(await account.distributions()).toMatchObject([
      { id: primary.id, staging: false, policy: { id: policy.id, enabled: true } },
      { id: staging.id, staging: true },
    ]);
  });

  it.each([
    ["more than 15 % of the traffic", weight(0.2)],
    ["a header without the prefix", header("staging")],
    ["a type without its block", "<Type>SingleHeader</Type>"],
  ])("refuses a policy with %s", async (_what, traffic) => {
    const account = newAccount();
    const { staging } = await createPair(account);
    expect(await createPolicy(account, staging, traffic)).toMatchObject({
      status: 400,
      code: "InvalidArgument",
    });
  });

  it("refuses a policy whose distribution is no staging one", async () => {
    const account = newAccount();
    const { primary } = await createPair(account);
    expect(await createPolicy(account, primary)).toMatchObject({ status: 400, code: "InvalidArgument" });
  });

  it("refuses a second policy for a staging distribution", async () => {
    const account = newAccount();
    const { staging } = await createPair(account);
    await createPolicy(account, staging, header("aws-cf-cd-staging"));
    expect(await createPolicy(account, staging)).toMatchObject({
      status: 409,
      code: "StagingDistributionInUse",
    });
  });

  it("refuses a policy on a distribution with HTTP/3, and on a staging one", async () => {
    const account = newAccount();
    const { primary, staging } = await createPair(account);
    const { id } = await createPolicy(account, staging);
    const http3 = await updateDistribution(account, primary, {
      ...primaryWith(id),
      HttpVersion: "http2and3",
    });
    expect(http3).toMatchObject({ status: 400, code: "InvalidArgument" });
    const changes = { CallerReference: "staging", Staging: "true", ContinuousDeploymentPolicyId: id };
    const onStaging = await updateDistribution(account, staging, changes);
    expect(onStaging).toMatchObject({ status: 400, code: "InvalidArgument" });
  });

  it("is taken apart in one order only: detach, delete the policy, disable and delete the rest", async () => {
    const account = newAccount();
    const { primary, staging } = await createPair(account);
    const policy = await createPolicy(account, staging);
    const attached = await updateDistribution(account, primary, primaryWith(policy.id));
    const path = `continuous-deployment-policy/${policy.id}`;
    const deletePolicy = () =>
      cloudfront(account, "DELETE", path, undefined, {
        "if-match": policy.etag,
      });
    const disabled = { CallerReference: "staging", Staging: "true", Enabled: "false" };

    expect(await deletePolicy()).toMatchObject({ status: 409, code: "ContinuousDeploymentPolicyInUse" });
    await updateDistribution(account, attached, primaryWith(""));
    expect(await updateDistribution(account, staging, disabled)).toMatchObject({
      status: 409,
      code: "StagingDistributionInUse",
    });
    expect((await deletePolicy()).status).toBe(204);
    expect(await cloudfront(account, "GET", path)).toMatchObject({
      status: 404,
      code: "NoSuchContinuousDeploymentPolicy",
    });
    expect((await updateDistribution(account, staging, disabled)).status).toBe(200);
  });

  it("promotes the staging configuration and moves the traffic back", async () => {
    const account = newAccount();
    const pair = await createPair(account);
    const { primary, staging } = pair;
    const policy = await createPolicy(account, staging);
    const attached = await updateDistribution(account, primary, primaryWith(policy.id));

    expect(await promote(account, pair, attached.etag)).toMatchObject({ code: "InvalidIfMatchVersion" });
    expect(await promote(account, pair, `${primary.etag}, ${staging.etag}`)).toMatchObject({ status: 412 });
    expect((await promote(account, pair, `${attached.etag}, ${staging.etag}`)).status).toBe(200);
    const [promoted] = await account.distributions();
    expect(promoted).toMatchObject({
      comment: "new",
      staging: false,
      policy: { id: policy.id, enabled: false },
    });
    expect(promoted?.configXml).toContain("<CallerReference>primary</CallerReference>");
  });

  it("promotes only what the policy of the production distribution sends traffic to", async () => {
    const account = newAccount();
    const pair = await createPair(account);
    const { primary, staging } = pair;
    const other = await createDistribution(account, { CallerReference: "other", Staging: "true" });
    const policy = await createPolicy(account, other);
    const refusal = { status: 400, code: "IllegalUpdate" };
    expect(await promote(account, pair, `${primary.etag}, ${staging.etag}`)).toMatchObject(refusal);
    const attached = await updateDistribution(account, primary, primaryWith(policy.id));
    expect(await promote(account, pair, `${attached.etag}, ${staging.etag}`)).toMatchObject(refusal);
    expect(await account.distributions()).toMatchObject([{ comment: "old" }, {}, {}]);
  });

  it("lets no web ACL be associated for the first time, or disassociated, while a policy is attached", async () => {
    const account = newAccount();
    const { primary, staging } = await createPair(account);
    const { id } = await createPolicy(account, staging);
    const arn = (name: string) => `arn:aws:wafv2:us-east-1:${account.accountId}:global/webacl/${name}/one`;
    for (const name of ["site", "other"]) await account.createWebAcl(arn(name));
    const withAcl = (policy: string, WebACLId: string) => ({ ...primaryWith(policy), WebACLId });
    const refusal = { status: 400, code: "IllegalUpdate" };

    const attached = await updateDistribution(account, primary, primaryWith(id));
    expect(await updateDistribution(account, attached, withAcl(id, arn("site")))).toMatchObject(refusal);
    const detached = await updateDistribution(account, attached, withAcl("", arn("site")));
    const again = await updateDistribution(account, detached, withAcl(id, arn("site")));
    expect(await updateDistribution(account, again, withAcl(id, ""))).toMatchObject(refusal);
    expect((await updateDistribution(account, again, withAcl(id, arn("other")))).status).toBe(200);
  });

  it("brings a changed policy to the edges with the distribution that has it", async () => {
    const account = newAccount();
    const { primary, staging } = await createPair(account);
    const { id, etag } = await createPolicy(account, staging);
    await updateDistribution(account, primary, primaryWith(id));
    await account.passTime({ minutes: 1 });
    const disabled = policyConfig(staging.domainName, undefined, false);
    const path = `continuous-deployment-policy/${id}`;
    expect((await cloudfront(account, "PUT", path, disabled, { "if-match": etag })).status).toBe(200);
    expect(await account.distributions()).toMatchObject([
      { id: primary.id, deployed: false, policy: { enabled: false } },
      { id: staging.id, deployed: true },
    ]);
  });

  it("copies a distribution to a staging one without its aliases", async () => {
    const account = newAccount();
    const Aliases = "<Quantity>1</Quantity><Items><CNAME>www.example.com</CNAME></Items>";
    const primary = await createDistribution(account, { Aliases, Comment: "copied" });
    const body = "<CopyDistributionRequest><CallerReference>copy</CallerReference></CopyDistributionRequest>";
    const headers = { "if-match": primary.etag, staging: "true" };
    const copy = await cloudfront(account, "POST", `distribution/${primary.id}/copy`, body, headers);
    expect(copy.status).toBe(201);
    expect(await account.distributions()).toMatchObject([
      { aliases: ["www.example.com"] },
      { id: copy.id, staging: true, comment: "copied", aliases: [] },
    ]);
  });
});
