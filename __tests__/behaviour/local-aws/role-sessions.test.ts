import { expect, it } from "vitest";
import { AwsClient } from "../../../local/aws/client/aws-client";
import { elementText } from "../../../local/aws/client/xml";
import { onLocalAws, type TestAccount } from "./on-local-aws";
import { allow, policyOf, putPolicy, worker } from "./roles";

onLocalAws("a role that another assumes", (newAccount) => {
  const createRole = async (account: TestAccount, RoleName: string, ...trust: readonly object[]) => {
    const AssumeRolePolicyDocument = policyOf(...trust);
    await account.client.query("iam", "CreateRole", { RoleName, AssumeRolePolicyDocument });
    return `arn:aws:iam::${account.accountId}:role/${RoleName}`;
  };
  const trusts = (AWS: string, more: object = {}) => ({
    Effect: "Allow",
    Principal: { AWS },
    Action: "sts:AssumeRole",
    ...more,
  });
  const assume = async (client: AwsClient, RoleArn: string, more: Record<string, string> = {}) => {
    const xml = await client.query("sts", "AssumeRole", { RoleArn, RoleSessionName: "deploy", ...more });
    return new AwsClient(client.endpoint, elementText(xml, "AccessKeyId") ?? "", client.region);
  };

  it("knows who it is", async () => {
    const account = newAccount();
    const role = await worker(account);
    const xml = await role.query("sts", "GetCallerIdentity", {});
    expect(elementText(xml, "Arn")).toBe(`arn:aws:sts::${account.accountId}:assumed-role/worker/local`);
    expect(elementText(xml, "Account")).toBe(account.accountId);
    expect(elementText(xml, "UserId")).toMatch(/^AROA\w+:local$/);
  });

  it("of another account acts there, where the caller's policy and the role's trust allow it", async () => {
    const [account, target] = [newAccount(), newAccount()];
    const caller = `arn:aws:iam::${account.accountId}:role/worker`;
    const deploy = await createRole(
      target,
      "deploy",
      trusts(`arn:aws:iam::${account.accountId}:root`, {
        Condition: { ArnEquals: { "aws:PrincipalArn": caller }, StringEquals: { "sts:ExternalId": "shop" } },
      }),
    );
    await putPolicy(target, [allow("ecr:DescribeImages", "*")], "deploy");
    const role = await worker(account);
    await expect(assume(role, deploy, { ExternalId: "shop" })).rejects.toThrow("no identity-based policy");
    await putPolicy(account, [allow("sts:AssumeRole", deploy)]);
    await expect(assume(role, deploy)).rejects.toMatchObject({
      code: "AccessDenied",
      status: 403,
      message: expect.stringContaining("because no role trust policy allows the sts:AssumeRole action"),
    });
    const deployer = await assume(role, deploy, { ExternalId: "shop" });
    expect(elementText(await deployer.query("sts", "GetCallerIdentity", {}), "Arn")).toBe(
      `arn:aws:sts::${target.accountId}:assumed-role/deploy/deploy`,
    );
    await target.createImageRepository("app");
    await expect(deployer.call("ecr", "DescribeImages", { repositoryName: "app" })).resolves.toEqual({
      imageDetails: [],
    });
    expect(await target.permissionUses("deploy")).toMatchObject([
      { action: "ecr:DescribeImages", allowed: true },
    ]);
    expect(await account.permissionUses("worker")).toMatchObject([
      { action: "sts:AssumeRole", allowed: false },
      { action: "sts:AssumeRole", allowed: false },
      { action: "sts:AssumeRole", resource: deploy, allowed: true },
    ]);
  });

  it("of the same account needs no policy where the role trusts the caller itself", async () => {
    const account = newAccount();
    const role = await worker(account);
    const next = await createRole(account, "next", trusts(`arn:aws:iam::${account.accountId}:role/worker`));
    const last = await createRole(account, "last", trusts(next));
    await expect(assume(await assume(role, next), last)).resolves.toBeDefined();
    await expect(assume(role, last)).rejects.toThrow("no role trust policy allows");
  });

  it("may do no more than the session's own policy", async () => {
    const account = newAccount();
    const role = await worker(account);
    const next = await createRole(account, "next", trusts(`arn:aws:iam::${account.accountId}:role/worker`));
    await putPolicy(account, [allow(["ecr:*", "ssm:*"], "*")], "next");
    const limited = await assume(role, next, { Policy: policyOf(allow("ssm:*", "*")) });
    await expect(limited.call("ssm", "DescribeParameters")).resolves.toBeDefined();
    await expect(limited.call("ecr", "GetAuthorizationToken")).rejects.toThrow(
      "because no session policy allows",
    );
  });

  it("does not exist", async () => {
    const account = newAccount();
    const role = await worker(account, allow("sts:AssumeRole", "*"));
    await expect(assume(role, `arn:aws:iam::${account.accountId}:role/none`)).rejects.toThrow(
      "AssumeRole on resource",
    );
  });

  it("is assumed by a service only for what its trust policy names", async () => {
    const account = newAccount();
    const project = account.arn("codebuild", "project/app");
    const service = { Service: "codebuild.amazonaws.com" };
    const create = (aws: string) =>
      createRole(account, "build", {
        ...trusts(""),
        Principal: service,
        Condition: {
          ArnEquals: { "aws:SourceArn": aws },
          StringEquals: { "aws:SourceAccount": account.accountId },
        },
      });
    const serviceRole = await create(project);
    const createProject = (name: string) =>
      account.call("codebuild", "CreateProject", {
        name,
        serviceRole,
        source: { type: "NO_SOURCE", buildspec: "version: 0.2" },
        artifacts: { type: "NO_ARTIFACTS" },
        environment: {
          type: "LINUX_CONTAINER",
          image: "aws/codebuild/standard:7.0",
          computeType: "BUILD_GENERAL1_SMALL",
        },
      });
    await expect(createProject("app")).resolves.toBeDefined();
    await expect(createProject("other")).rejects.toThrow("does not let codebuild.amazonaws.com assume it");
  });
});
