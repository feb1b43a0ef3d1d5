import { describe, expect, it } from "vitest";
import { AwsClient } from "../../../local/aws/client/aws-client";
import { elementText } from "../../../local/aws/client/xml";
import { onLocalAws, type TestAccount } from "./on-local-aws";
import { allow, createManagedPolicy, deny, policyOf } from "./roles";

onLocalAws("a user of IAM", (newAccount) => {
  const UserName = "deployer";

  const keyOf = async ({ client }: TestAccount) => {
    const xml = await client.query("iam", "CreateAccessKey", { UserName });
    return elementText(xml, "AccessKeyId") ?? "";
  };

  /** Somebody who signs with a key of a user that has these statements. */
  const user = async (account: TestAccount, ...statements: readonly object[]) => {
    await account.client.query("iam", "CreateUser", { UserName });
    if (statements.length > 0) await putUserPolicy(account, ...statements);
    return new AwsClient(account.endpoint, await keyOf(account), account.region);
  };

  const putUserPolicy = (account: TestAccount, ...statements: readonly object[]) =>
    account.client.query("iam", "PutUserPolicy", {
      UserName,
      PolicyName: "policy",
      PolicyDocument: policyOf(...statements),
    });

  const login = allow("ecr:GetAuthorizationToken", "*");
  const arnOf = (account: TestAccount) => `arn:aws:iam::${account.accountId}:user/deployer`;

  it("knows who it is", async () => {
    const account = newAccount();
    const xml = await (await user(account)).query("sts", "GetCallerIdentity", {});
    expect(elementText(xml, "Arn")).toBe(arnOf(account));
    expect(elementText(xml, "Account")).toBe(account.accountId);
    const shown = await account.client.query("iam", "GetUser", { UserName });
    expect(elementText(xml, "UserId")).toBe(elementText(shown, "UserId"));
  });

  it("may do what its own policy allows, and no more, in AWS's words", async () => {
    const account = newAccount();
    const deployer = await user(account, login);
    await expect(deployer.call("ecr", "GetAuthorizationToken")).resolves.toBeDefined();
    await expect(deployer.call("ssm", "DescribeParameters")).rejects.toMatchObject({
      code: "AccessDeniedException",
      message:
        `User: ${arnOf(account)} is not authorized to perform: ssm:DescribeParameters on resource: * ` +
        "because no identity-based policy allows the ssm:DescribeParameters action",
    });
  });

  it("leaves what it needed and what it used", async () => {
    const account = newAccount();
    const deployer = await user(account, login, allow("ssm:GetParameter", "*"));
    await deployer.call("ecr", "GetAuthorizationToken");
    await expect(deployer.call("ssm", "DescribeParameters")).rejects.toThrow();
    expect(await account.permissionUses("user/deployer")).toMatchObject([
      { principalArn: arnOf(account), action: "ecr:GetAuthorizationToken", allowed: true },
      { action: "ssm:DescribeParameters", allowed: false },
    ]);
    expect(await account.grants("user/deployer")).toMatchObject([
      { policy: "policy", action: "ecr:GetAuthorizationToken", used: true },
      { action: "ssm:GetParameter", used: false },
    ]);
    expect(await account.grants(arnOf(account))).toHaveLength(2);
  });

  it("may do what an attached policy and those of its groups allow", async () => {
    const account = newAccount();
    const deployer = await user(account);
    const PolicyArn = await createManagedPolicy(account, "reader", login);
    await account.client.query("iam", "AttachUserPolicy", { UserName, PolicyArn });
    await expect(deployer.call("ecr", "GetAuthorizationToken")).resolves.toBeDefined();
    await account.client.query("iam", "DetachUserPolicy", { UserName, PolicyArn });
    await expect(deployer.call("ecr", "GetAuthorizationToken")).rejects.toThrow("no identity-based policy");
    const group = { GroupName: "deployers" };
    await account.client.query("iam", "CreateGroup", group);
    const PolicyDocument = policyOf(login);
    await account.client.query("iam", "PutGroupPolicy", { ...group, PolicyName: "login", PolicyDocument });
    await account.client.query("iam", "AddUserToGroup", { ...group, UserName });
    await expect(deployer.call("ecr", "GetAuthorizationToken")).resolves.toBeDefined();
  });

  it("may do nothing outside its boundary", async () => {
    const account = newAccount();
    const deployer = await user(account, allow("*", "*"));
    const PermissionsBoundary = await createManagedPolicy(account, "boundary", allow("s3:*", "*"));
    await account.client.query("iam", "PutUserPermissionsBoundary", { UserName, PermissionsBoundary });
    expect(await account.client.query("iam", "GetUser", { UserName })).toContain(PermissionsBoundary);
    await expect(deployer.call("ecr", "GetAuthorizationToken")).rejects.toThrow("no permissions boundary");
    await account.client.query("iam", "DeleteUserPermissionsBoundary", { UserName });
    await expect(deployer.call("ecr", "GetAuthorizationToken")).resolves.toBeDefined();
  });

  it("is told to conditions by its name, without what only sessions have", async () => {
    const account = newAccount();
    const named = (name: string) => ({ Condition: { StringEquals: { "aws:username": name } } });
    const deployer = await user(account, allow("ecr:GetAuthorizationToken", "*", named("deployer")));
    await expect(deployer.call("ecr", "GetAuthorizationToken")).resolves.toBeDefined();
    await putUserPolicy(account, allow("ecr:GetAuthorizationToken", "*", named("other")));
    await expect(deployer.call("ecr", "GetAuthorizationToken")).rejects.toThrow("no identity-based policy");
    const withSecondFactor = { Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } };
    const withoutToken = { Condition: { Null: { "aws:TokenIssueTime": "true" } } };
    await putUserPolicy(
      account,
      allow("ecr:GetAuthorizationToken", "*", withoutToken),
      deny("*", "*", withSecondFactor),
    );
    await expect(deployer.call("ecr", "GetAuthorizationToken")).resolves.toBeDefined();
  });

  it("assumes a role that trusts it by name", async () => {
    const account = newAccount();
    const deployer = await user(account);
    const AssumeRolePolicyDocument = policyOf({
      Effect: "Allow",
      Principal: { AWS: arnOf(account) },
      Action: "sts:AssumeRole",
    });
    await account.client.query("iam", "CreateRole", { RoleName: "next", AssumeRolePolicyDocument });
    const input = { RoleArn: `arn:aws:iam::${account.accountId}:role/next`, RoleSessionName: "run" };
    const xml = await deployer.query("sts", "AssumeRole", input);
    expect(elementText(xml, "Arn")).toMatch(/:assumed-role\/next\/run$/);
    await expect(deployer.query("sts", "AssumeRole", { ...input, DurationSeconds: "3601" })).rejects.toThrow(
      "exceeds the MaxSessionDuration",
    );
  });

  it("reads the bucket of another account where both accounts let it", async () => {
    const [account, other] = [newAccount(), newAccount()];
    const bucket = `other-${other.accountId}`;
    await other.createBucket(bucket);
    await other.send("s3", "PUT", `/${bucket}/a`, "1");
    const deployer = await user(account, allow("s3:GetObject", "*"));
    const read = async () => (await deployer.send("s3", "GET", `/${bucket}/a`)).status;
    expect(await read()).toBe(403);
    const statement = {
      ...allow("s3:GetObject", `arn:aws:s3:::${bucket}/*`),
      Principal: { AWS: arnOf(account) },
    };
    await other.send("s3", "PUT", `/${bucket}?policy`, policyOf(statement));
    expect(await read()).toBe(200);
  });

  describe("signs with a key", () => {
    const INVALID = "The security token included in the request is invalid.";

    it("that no other account has", async () => {
      const accounts = [newAccount(), newAccount(), newAccount()];
      const users = await Promise.all(accounts.map((account) => user(account)));
      expect(new Set(users.map(({ accessKeyId }) => accessKeyId)).size).toBe(3);
      const identities = await Promise.all(users.map((one) => one.query("sts", "GetCallerIdentity", {})));
      expect(identities.map((xml) => elementText(xml, "Arn"))).toEqual(accounts.map(arnOf));
    });

    it("and with a second one, each as the same user", async () => {
      const account = newAccount();
      await user(account, login);
      const second = new AwsClient(account.endpoint, await keyOf(account), account.region);
      await expect(second.call("ecr", "GetAuthorizationToken")).resolves.toBeDefined();
    });

    it("that works only while it is active", async () => {
      const account = newAccount();
      const deployer = await user(account, login);
      const key = { UserName, AccessKeyId: deployer.accessKeyId };
      await account.client.query("iam", "UpdateAccessKey", { ...key, Status: "Inactive" });
      await expect(deployer.call("ecr", "GetAuthorizationToken")).rejects.toMatchObject({
        code: "UnrecognizedClientException",
        message: INVALID,
      });
      await account.client.query("iam", "UpdateAccessKey", { ...key, Status: "Active" });
      await expect(deployer.call("ecr", "GetAuthorizationToken")).resolves.toBeDefined();
    });

    it("that works no more once it is deleted", async () => {
      const account = newAccount();
      const deployer = await user(account, login);
      await deployer.call("ecr", "GetAuthorizationToken");
      await account.client.query("iam", "DeleteAccessKey", { UserName, AccessKeyId: deployer.accessKeyId });
      await expect(deployer.query("sts", "GetCallerIdentity", {})).rejects.toMatchObject({
        code: "InvalidClientTokenId",
        message: INVALID,
        status: 403,
      });
      const answer = await deployer.send("s3", "GET", "/bucket/key");
      expect(answer.status).toBe(403);
      expect(await answer.text()).toContain("<Code>InvalidAccessKeyId</Code>");
    });

    it("and not with one that nobody made", async () => {
      const { endpoint, region } = newAccount();
      const nobody = new AwsClient(endpoint, "AKIAIOSFODNN7EXAMPLE", region);
      await expect(nobody.query("sts", "GetCallerIdentity", {})).rejects.toThrow(INVALID);
    });
  });
});
