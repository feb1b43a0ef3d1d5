import { expect, it } from "vitest";
import type { AwsClient } from "../../../local/aws/client/aws-client";
import { createPair, createPolicy, primaryWith } from "./continuous-deployment";
import { createDistribution, distributionConfig } from "./distributions";
import { onLocalAws, type TestAccount } from "./on-local-aws";
import { allow, putPolicy, worker } from "./roles";

const distributionArn = ({ accountId }: TestAccount, id: string) =>
  `arn:aws:cloudfront::${accountId}:distribution/${id}`;

/** What CloudFront says to a role: the status, and the action that it lacks. */
async function ask(
  role: AwsClient,
  method: string,
  path: string,
  body?: string,
  headers?: Readonly<Record<string, string>>,
): Promise<{ status: number; lacks: string | undefined }> {
  const response = await role.send("cloudfront", method, `/2020-05-31/${path}`, body, headers);
  return {
    status: response.status,
    lacks: /not authorized to perform: (\S+)/.exec(await response.text())?.[1],
  };
}

const LOGGING =
  "<Enabled>true</Enabled><IncludeCookies>false</IncludeCookies><Bucket>logs.s3.amazonaws.com</Bucket><Prefix/>";

onLocalAws("a role's request to CloudFront", (newAccount) => {
  it("to copy needs to create on everything, and to read what it copies", async () => {
    const account = newAccount();
    const { id, etag } = await createDistribution(account);
    const role = await worker(account);
    const body = "<CopyDistributionRequest><CallerReference>copy</CallerReference></CopyDistributionRequest>";
    const copy = () =>
      ask(role, "POST", `distribution/${id}/copy`, body, { "if-match": etag, staging: "true" });
    const arn = distributionArn(account, id);
    const may = [allow("cloudfront:CopyDistribution", arn), allow("cloudfront:GetDistribution", arn)];

    expect(await copy()).toEqual({ status: 403, lacks: "cloudfront:CopyDistribution" });
    await putPolicy(account, may.slice(0, 1));
    expect(await copy()).toEqual({ status: 403, lacks: "cloudfront:GetDistribution" });
    await putPolicy(account, [...may, allow("cloudfront:CreateDistribution", distributionArn(account, "*"))]);
    expect(await copy()).toEqual({ status: 403, lacks: "cloudfront:CreateDistribution" });
    await putPolicy(account, [...may, allow("cloudfront:CreateDistribution", "*")]);
    expect(await copy()).toEqual({ status: 201, lacks: undefined });
  });

  it("to promote needs to change the production distribution, and to read both", async () => {
    const account = newAccount();
    const { primary, staging } = await createPair(account);
    const policy = await createPolicy(account, staging);
    const role = await worker(account);
    await putPolicy(account, [allow("cloudfront:UpdateDistribution", distributionArn(account, primary.id))]);
    const attached = await role.send(
      "cloudfront",
      "PUT",
      `/2020-05-31/distribution/${primary.id}/config`,
      distributionConfig(primaryWith(policy.id)),
      { "if-match": primary.etag },
    );
    const tags = `${attached.headers.get("etag")}, ${staging.etag}`;
    const path = `distribution/${primary.id}/promote-staging-config?StagingDistributionId=${staging.id}`;
    const promote = () => ask(role, "PUT", path, undefined, { "if-match": tags });
    const update = allow(
      ["cloudfront:UpdateDistributionWithStagingConfig", "cloudfront:UpdateDistribution"],
      distributionArn(account, primary.id),
    );
    const read = (id: string) => allow("cloudfront:GetDistribution", distributionArn(account, id));

    expect(await promote()).toEqual({ status: 403, lacks: "cloudfront:UpdateDistributionWithStagingConfig" });
    await putPolicy(account, [update, read(primary.id)]);
    expect(await promote()).toEqual({ status: 403, lacks: "cloudfront:GetDistribution" });
    await putPolicy(account, [update, read(primary.id), read(staging.id)]);
    expect(await promote()).toEqual({ status: 200, lacks: undefined });
  });

  it("to promote to a distribution with a web ACL needs what a change of it needs", async () => {
    const account = newAccount();
    const WebACLId = `arn:aws:wafv2:us-east-1:${account.accountId}:global/webacl/site/one`;
    await account.createWebAcl(WebACLId);
    const { id, etag } = await createDistribution(account, { WebACLId });
    const role = await worker(account, allow("cloudfront:*", "*"));
    const path = `distribution/${id}/promote-staging-config?StagingDistributionId=E0000000000000`;
    const promote = ask(role, "PUT", path, undefined, { "if-match": `${etag}, tag` });
    expect(await promote).toEqual({ status: 403, lacks: "wafv2:GetWebACL" });
  });

  it("to list policies, or to create one, needs that on everything", async () => {
    const account = newAccount();
    const role = await worker(account);
    const action = "cloudfront:ListContinuousDeploymentPolicies";
    const list = () => ask(role, "GET", "continuous-deployment-policy");
    await putPolicy(account, [
      allow(action, `arn:aws:cloudfront::${account.accountId}:continuous-deployment-policy/*`),
    ]);
    expect(await list()).toEqual({ status: 403, lacks: action });
    await putPolicy(account, [allow(action, "*")]);
    expect(await list()).toEqual({ status: 200, lacks: undefined });
  });

  it.each([
    ["s3:GetBucketAcl", ["s3:PutBucketAcl", "wafv2:GetWebACL"]],
    ["s3:PutBucketAcl", ["s3:GetBucketAcl", "wafv2:GetWebACL"]],
    ["wafv2:GetWebACL", ["s3:GetBucketAcl", "s3:PutBucketAcl"]],
  ])("to change a distribution with access logs and a web ACL needs %s", async (lacks, others) => {
    const account = newAccount();
    const { id, etag } = await createDistribution(account);
    const WebACLId = `arn:aws:wafv2:us-east-1:${account.accountId}:global/webacl/site/one`;
    const change = allow("cloudfront:UpdateDistribution", "*");
    const role = await worker(account, change, allow(others, ["arn:aws:s3:::logs", WebACLId]));
    const body = distributionConfig({ Logging: LOGGING, WebACLId });
    const update = ask(role, "PUT", `distribution/${id}/config`, body, { "if-match": etag });
    expect(await update).toEqual({ status: 403, lacks });
  });
});
