import { describe, expect, it } from "vitest";
import { elementText } from "../../../local/aws/client/xml";
import { onLocalAws } from "./on-local-aws";
import { allow, createManagedPolicy, deny, putBucketPolicy, putPolicy, worker } from "./roles";

onLocalAws("a role's request", (newAccount) => {
  const parameter = { Name: "/shop/token" };

  it("is answered where a policy of the role allows it", async () => {
    const account = newAccount();
    await account.createSsmParameter({ name: "/shop/token", value: "secret" });
    const role = await worker(account, allow("ssm:GetParameter", account.arn("ssm", "parameter/shop/*")));
    await expect(role.call("ssm", "GetParameter", parameter)).resolves.toMatchObject({
      Parameter: { Name: "/shop/token" },
    });
  });

  it("is refused without a policy, in AWS's words", async () => {
    const account = newAccount();
    const role = await worker(account);
    await expect(role.call("ssm", "GetParameter", parameter)).rejects.toMatchObject({
      code: "AccessDeniedException",
      status: 400,
      message:
        `User: arn:aws:sts::${account.accountId}:assumed-role/worker/local is not authorized to perform: ` +
        `ssm:GetParameter on resource: ${account.arn("ssm", "parameter/shop/token")} ` +
        "because no identity-based policy allows the ssm:GetParameter action",
    });
  });

  it("is refused on another resource than the policy's", async () => {
    const account = newAccount();
    const role = await worker(account, allow("ssm:GetParameter", account.arn("ssm", "parameter/other")));
    await expect(role.call("ssm", "GetParameter", parameter)).rejects.toThrow("parameter/shop/token because");
  });

  it("is refused by an explicit deny, whatever allows it", async () => {
    const account = newAccount();
    const role = await worker(account, allow("*", "*"), deny("ssm:Get*", "*"));
    await expect(role.call("ssm", "GetParameter", parameter)).rejects.toThrow(
      "with an explicit deny in an identity-based policy",
    );
  });

  it("is allowed by an attached policy in its default version", async () => {
    const account = newAccount();
    const role = await worker(account);
    const PolicyArn = await createManagedPolicy(account, "reader", allow("ecr:*", "*"));
    await account.client.query("iam", "AttachRolePolicy", { RoleName: "worker", PolicyArn });
    await expect(role.call("ecr", "GetAuthorizationToken")).resolves.toBeDefined();
    await account.client.query("iam", "CreatePolicyVersion", {
      PolicyArn,
      PolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: [allow("s3:*", "*")] }),
      SetAsDefault: "true",
    });
    await expect(role.call("ecr", "GetAuthorizationToken")).rejects.toThrow("no identity-based policy");
  });

  it("is refused outside the role's permissions boundary", async () => {
    const account = newAccount();
    const role = await worker(account, allow("*", "*"));
    const PermissionsBoundary = await createManagedPolicy(account, "boundary", allow("s3:*", "*"));
    await account.client.query("iam", "PutRolePermissionsBoundary", {
      RoleName: "worker",
      PermissionsBoundary,
    });
    await expect(role.call("ecr", "GetAuthorizationToken")).rejects.toThrow(
      "because no permissions boundary allows the ecr:GetAuthorizationToken action",
    );
  });

  it("loses at once what is taken from the role", async () => {
    const account = newAccount();
    const role = await worker(account, allow("ecr:GetAuthorizationToken", "*"));
    await role.call("ecr", "GetAuthorizationToken");
    await account.client.query("iam", "DeleteRolePolicy", { RoleName: "worker", PolicyName: "policy" });
    await expect(role.call("ecr", "GetAuthorizationToken")).rejects.toThrow("no identity-based policy");
  });

  it("is refused where nobody here knows what it needs, however much the role may do", async () => {
    const role = await worker(newAccount(), allow("*", "*"));
    await expect(role.call("codebuild", "DeleteProject", { name: "p" })).rejects.toThrow(
      /does not know which permissions codebuild DeleteProject needs.*iam\/requests\/codebuild.ts/,
    );
    await expect(role.query("ec2", "DescribeVpcs", {})).rejects.toMatchObject({
      code: "AccessDenied",
      status: 403,
    });
  });

  it("is allowed where a condition is met, and only there", async () => {
    const account = newAccount();
    await account.createBucket("conditional");
    const prefix = { Condition: { StringLike: { "s3:prefix": "mine/*" } } };
    const role = await worker(account, allow("s3:ListBucket", "arn:aws:s3:::conditional", prefix));
    const status = async (query: string) => (await role.send("s3", "GET", `/conditional${query}`)).status;
    expect(await status("?list-type=2&prefix=mine/1")).toBe(200);
    expect(await status("?list-type=2&prefix=yours/1")).toBe(403);
    expect(await status("")).toBe(403);
  });

  it("is not allowed by a statement that nobody here can judge, and the refusal says so", async () => {
    const account = newAccount();
    const unknownKey = { Condition: { StringEquals: { "aws:SourceIp": "10.0.0.1" } } };
    const role = await worker(account, allow("ecr:*", "*", unknownKey));
    await expect(role.call("ecr", "GetAuthorizationToken")).rejects.toThrow(
      "statement 1 of policy can't be judged and allows nothing: the local AWS does not know what AWS sends as aws:SourceIp",
    );
    await putPolicy(account, [allow("ecr:*", "*"), deny("ecr:*", "*", unknownKey)]);
    await expect(role.call("ecr", "GetAuthorizationToken")).rejects.toThrow(
      /explicit deny.*can't be judged and denies/,
    );
  });

  it("needs to pass the roles of a task definition on, and to tag it", async () => {
    const account = newAccount();
    const definition = {
      family: "app",
      executionRoleArn: `arn:aws:iam::${account.accountId}:role/execution`,
      tags: [{ key: "team", value: "shop" }],
      containerDefinitions: [{ name: "app", image: "scratch", memory: 128 }],
    };
    const register = allow("ecs:RegisterTaskDefinition", "*");
    const pass = (service: string) =>
      allow("iam:PassRole", definition.executionRoleArn, {
        Condition: { StringEquals: { "iam:PassedToService": service } },
      });
    const tag = allow("ecs:TagResource", account.arn("ecs", "task-definition/*"), {
      Condition: { StringEquals: { "ecs:CreateAction": "RegisterTaskDefinition" } },
    });
    const role = await worker(account, register, tag, pass("ecs.amazonaws.com"));
    const registered = () => role.call("ecs", "RegisterTaskDefinition", definition);
    await expect(registered()).rejects.toThrow("iam:PassRole on resource");
    await putPolicy(account, [register, pass("ecs-tasks.amazonaws.com")]);
    await expect(registered()).rejects.toThrow("ecs:TagResource on resource");
    await putPolicy(account, [register, tag, pass("ecs-tasks.amazonaws.com")]);
    await expect(registered()).resolves.toBeDefined();
  });

  describe("to a bucket", () => {
    it("is refused by the bucket's policy, and answered with XML", async () => {
      const account = newAccount();
      await account.createBucket("denying");
      const role = await worker(account, allow("s3:*", "*"));
      expect((await role.send("s3", "PUT", "/denying/key", "text")).status).toBe(200);
      const everywhere = ["arn:aws:s3:::denying", "arn:aws:s3:::denying/*"];
      const insecure = { Principal: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } };
      await putBucketPolicy(account, "denying", deny("s3:*", everywhere, insecure));
      expect((await role.send("s3", "PUT", "/denying/key", "text")).status).toBe(200);
      const unencrypted = {
        Principal: "*",
        Condition: { StringNotEquals: { "s3:x-amz-server-side-encryption": "aws:kms" } },
      };
      await putBucketPolicy(account, "denying", deny("s3:PutObject", "arn:aws:s3:::denying/*", unencrypted));
      const refused = await role.send("s3", "PUT", "/denying/key", "text");
      expect(refused.status).toBe(403);
      expect(await refused.text()).toMatch(/<Code>AccessDenied<.*explicit deny in a resource-based policy/);
    });

    it("is told that an object is missing only where it may list the bucket", async () => {
      const account = newAccount();
      const bucket = `missing-${account.accountId}`;
      await account.createBucket(bucket);
      const role = await worker(account, allow("s3:GetObject", `arn:aws:s3:::${bucket}/*`));
      const hidden = await role.send("s3", "GET", `/${bucket}/none`);
      expect(hidden.status).toBe(403);
      const said = elementText(await hidden.text(), "Message");
      expect(said).toContain(`s3:ListBucket on resource: "arn:aws:s3:::${bucket}" because no identity-based`);
      expect((await role.send("s3", "HEAD", `/${bucket}/none`)).status).toBe(403);
      const onBucket = allow("s3:ListBucket", `arn:aws:s3:::${bucket}`);
      await putPolicy(account, [allow("s3:GetObject", "*"), onBucket]);
      expect((await role.send("s3", "GET", "/a-bucket-that-is-none/none")).status).toBe(404);
      const shown = await role.send("s3", "GET", `/${bucket}/none`);
      expect([shown.status, elementText(await shown.text(), "Code")]).toEqual([404, "NoSuchKey"]);
      expect((await role.send("s3", "HEAD", `/${bucket}/none`)).status).toBe(404);
      // On the bucket's objects, as one finds it written, it allows nothing.
      const onObjects = allow(["s3:GetObject", "s3:ListBucket"], `arn:aws:s3:::${bucket}/*`);
      await putPolicy(account, [onObjects]);
      expect((await role.send("s3", "GET", `/${bucket}/none`)).status).toBe(403);
    });

    it("is allowed by the bucket's policy alone in the same account", async () => {
      const account = newAccount();
      await account.createBucket("granting");
      const role = await worker(account);
      const principal = { Principal: { AWS: `arn:aws:iam::${account.accountId}:role/worker` } };
      await putBucketPolicy(account, "granting", allow("s3:PutObject", "arn:aws:s3:::granting/*", principal));
      expect((await role.send("s3", "PUT", "/granting/key", "text")).status).toBe(200);
      expect((await role.send("s3", "GET", "/granting/key")).status).toBe(403);
    });

    it("of another account needs both accounts' policies", async () => {
      const [owner, account] = [newAccount(), newAccount()];
      await owner.createBucket("theirs");
      await owner.send("s3", "PUT", "/theirs/key", "text");
      const role = await worker(account, allow("s3:GetObject", "arn:aws:s3:::theirs/*"));
      const read = () => role.send("s3", "GET", "/theirs/key");
      expect(await (await read()).text()).toContain(
        "because no resource-based policy allows the s3:GetObject",
      );
      const principal = {
        Principal: { AWS: `arn:aws:iam::${account.accountId}:root` },
        Condition: { ArnEquals: { "aws:PrincipalArn": `arn:aws:iam::${account.accountId}:role/worker` } },
      };
      await putBucketPolicy(owner, "theirs", allow("s3:GetObject", "arn:aws:s3:::theirs/*", principal));
      expect(await (await read()).text()).toBe("text");
      await putPolicy(account, [allow("s3:GetObject", "arn:aws:s3:::mine/*")]);
      expect(await (await read()).text()).toContain("because no identity-based policy allows");
    });
  });

  it("is recorded with the statement and the patterns that allowed it, as a use of what the role has", async () => {
    const account = newAccount();
    const project = account.arn("codebuild", "project/*");
    const role = await worker(
      account,
      allow(["codebuild:List*", "codebuild:BatchGet*"], ["*", project], { Sid: "Builds" }),
      allow("s3:GetObject", "*"),
    );
    await role.call("codebuild", "ListBuilds");
    await expect(role.call("ecr", "GetAuthorizationToken")).rejects.toThrow("not authorized");
    expect(await account.permissionUses("worker")).toMatchObject([
      {
        action: "codebuild:ListBuilds",
        resource: "*",
        allowed: true,
        statements: [{ policy: "policy", statement: "Builds", action: "codebuild:List*", resource: "*" }],
      },
      { action: "ecr:GetAuthorizationToken", allowed: false, statements: [] },
    ]);
    const grant = (statement: string, action: string, resource: string, used: boolean) =>
      expect.objectContaining({ policy: "policy", statement, action, resource, used });
    expect(await account.grants("worker")).toEqual([
      grant("Builds", "codebuild:List*", "*", true),
      grant("Builds", "codebuild:List*", project, false),
      grant("Builds", "codebuild:BatchGet*", "*", false),
      grant("Builds", "codebuild:BatchGet*", project, false),
      grant("statement 2", "s3:GetObject", "*", false),
    ]);
  });
});
