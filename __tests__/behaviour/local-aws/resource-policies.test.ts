import { expect, it } from "vitest";
import { onLocalAws, type TestAccount } from "./on-local-aws";
import { allow, policyOf, putBucketPolicy, putPolicy, worker } from "./roles";

onLocalAws("a role's request to a resource with a policy of its own", (newAccount) => {
  const roleArn = (account: TestAccount) => `arn:aws:iam::${account.accountId}:role/worker`;
  const by = (account: TestAccount) => ({ Principal: { AWS: roleArn(account) } });
  const byAccount = (account: TestAccount) => ({
    Principal: { AWS: `arn:aws:iam::${account.accountId}:root` },
  });

  const createKey = async (account: TestAccount, ...statements: readonly object[]) => {
    const Policy = policyOf({ ...allow("kms:*", "*"), ...byAccount(account) }, ...statements);
    const answer = await account.call("kms", "CreateKey", { Policy });
    return (answer as { KeyMetadata: { Arn: string } }).KeyMetadata.Arn;
  };

  it("uses a key that leaves its use to the account, where a policy of the role allows it", async () => {
    const account = newAccount();
    const key = await createKey(account);
    const role = await worker(account);
    const Plaintext = Buffer.from("text").toString("base64");
    const encrypt = () => role.call("kms", "Encrypt", { KeyId: key, Plaintext });
    await expect(encrypt()).rejects.toThrow("no identity-based policy allows the kms:Encrypt");
    await putPolicy(account, [allow(["kms:Encrypt", "kms:Decrypt"], key)]);
    const { CiphertextBlob } = (await encrypt()) as { CiphertextBlob: string };
    await expect(role.call("kms", "Decrypt", { CiphertextBlob })).resolves.toMatchObject({ Plaintext });
  });

  it("does not use a key whose policy lets somebody else in only", async () => {
    const account = newAccount();
    const Policy = policyOf({ ...allow("kms:*", "*"), Principal: { AWS: `${roleArn(account)}2` } });
    const answer = await account.call("kms", "CreateKey", { Policy, BypassPolicyLockoutSafetyCheck: true });
    const { Arn: KeyId } = (answer as { KeyMetadata: { Arn: string } }).KeyMetadata;
    const role = await worker(account, allow("kms:*", "*"));
    await expect(role.call("kms", "DescribeKey", { KeyId })).rejects.toThrow(
      "no resource-based policy allows",
    );
  });

  it("writes and reads a bucket that is encrypted with a key, named by its alias, only with the key's permissions", async () => {
    const account = newAccount();
    const key = await createKey(account);
    await account.call("kms", "CreateAlias", {
      AliasName: "alias/artifacts",
      TargetKeyId: key.split("/").at(-1),
    });
    await account.createBucket("encrypted");
    const byDefault = `<SSEAlgorithm>aws:kms</SSEAlgorithm><KMSMasterKeyID>${account.arn("kms", "alias/artifacts")}</KMSMasterKeyID>`;
    await account.send(
      "s3",
      "PUT",
      "/encrypted?encryption",
      `<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault>${byDefault}</ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>`,
    );
    const objects = allow(["s3:GetObject", "s3:PutObject"], "arn:aws:s3:::encrypted/*");
    const role = await worker(account, objects);
    const put = () => role.send("s3", "PUT", "/encrypted/key", "text");
    const get = () => role.send("s3", "GET", "/encrypted/key");
    expect(await (await put()).text()).toContain(`kms:GenerateDataKey on resource: ${key}`);
    const viaS3 = {
      Condition: {
        StringEquals: { "kms:ViaService": `s3.${account.region}.amazonaws.com` },
        "ForAnyValue:StringEquals": { "kms:ResourceAliases": "alias/artifacts" },
      },
    };
    await putPolicy(account, [objects, allow("kms:GenerateDataKey*", key, viaS3)]);
    expect((await put()).status).toBe(200);
    expect(await (await get()).text()).toContain(`kms:Decrypt on resource: ${key}`);
    await putPolicy(account, [objects, allow("kms:Decrypt", key, viaS3)]);
    expect(await (await get()).text()).toBe("text");
  });

  it("reads another account's bucket that is encrypted with that account's key", async () => {
    const [owner, account] = [newAccount(), newAccount()];
    const key = await createKey(owner, { ...allow("kms:Decrypt", "*"), ...byAccount(account) });
    await owner.createBucket("shared");
    await owner.send("s3", "PUT", "/shared/key", "text", {
      "x-amz-server-side-encryption": "aws:kms",
      "x-amz-server-side-encryption-aws-kms-key-id": key,
    });
    await putBucketPolicy(owner, "shared", allow("s3:GetObject", "arn:aws:s3:::shared/*", by(account)));
    const role = await worker(account, allow("s3:GetObject", "*"));
    const get = async () => (await role.send("s3", "GET", "/shared/key")).text();
    expect(await get()).toContain("no identity-based policy allows the kms:Decrypt");
    await putPolicy(account, [allow("s3:GetObject", "*"), allow("kms:Decrypt", key)]);
    expect(await get()).toBe("text");
  });

  it("describes another account's key, which that account's state answers", async () => {
    const [owner, account] = [newAccount(), newAccount()];
    const KeyId = await createKey(owner, { ...allow("kms:DescribeKey", "*"), ...by(account) });
    const role = await worker(account, allow("kms:DescribeKey", KeyId));
    await expect(role.call("kms", "DescribeKey", { KeyId })).resolves.toMatchObject({
      KeyMetadata: { Arn: KeyId },
    });
  });

  it("pulls from another account's repository with both accounts' policies", async () => {
    const [owner, account] = [newAccount(), newAccount()];
    await owner.createImageRepository("app");
    const { digest } = await owner.pushImage({ repository: "app", tag: "latest" });
    const repository = owner.arn("ecr", "repository/app");
    const role = await worker(account, allow("ecr:BatchGetImage", repository));
    const input = { registryId: owner.accountId, repositoryName: "app", imageIds: [{ imageTag: "latest" }] };
    const pull = () => role.call("ecr", "BatchGetImage", input);
    await expect(pull()).rejects.toThrow(
      `on resource: ${repository} because no resource-based policy allows`,
    );
    const Statement = [{ Effect: "Allow", Action: "ecr:BatchGetImage", ...byAccount(account) }];
    const policyText = JSON.stringify({ Version: "2012-10-17", Statement });
    await owner.call("ecr", "SetRepositoryPolicy", { repositoryName: "app", policyText });
    await expect(pull()).resolves.toMatchObject({ images: [{ imageId: { imageDigest: digest } }] });
    await putPolicy(account, [allow("ecr:DescribeImages", "*")]);
    await expect(pull()).rejects.toThrow("no identity-based policy allows");
  });

  it("sends to a queue and publishes on a topic that let the role itself", async () => {
    const account = newAccount();
    const role = await worker(account);
    const { QueueUrl } = (await account.call("sqs", "CreateQueue", {
      QueueName: "queue",
      Attributes: {
        Policy: policyOf({ ...allow("sqs:SendMessage", account.arn("sqs", "queue")), ...by(account) }),
      },
    })) as { QueueUrl: string };
    await expect(role.call("sqs", "SendMessage", { QueueUrl, MessageBody: "text" })).resolves.toBeDefined();
    await expect(role.call("sqs", "ReceiveMessage", { QueueUrl })).rejects.toThrow("sqs:ReceiveMessage");
    const TopicArn = account.arn("sns", "topic");
    await account.client.query("sns", "CreateTopic", { Name: "topic" });
    const publish = () => role.query("sns", "Publish", { TopicArn, Message: "text" });
    await expect(publish()).rejects.toThrow("no identity-based policy allows the sns:Publish");
    await account.client.query("sns", "SetTopicAttributes", {
      TopicArn,
      AttributeName: "Policy",
      AttributeValue: policyOf({ ...allow("sns:Publish", TopicArn), ...by(account) }),
    });
    await expect(publish()).resolves.toBeDefined();
  });
});
