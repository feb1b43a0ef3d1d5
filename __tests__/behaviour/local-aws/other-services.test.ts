import { expect, it } from "vitest";
import { createEcsService } from "../../../local/aws/local-ecs-service";
import { onLocalAws, TestAccount } from "./on-local-aws";
import { allow, policyOf } from "./roles";

const tlsOnly = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: "*",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  ],
});

onLocalAws("the local AWS", (newAccount) => {
  it("keeps a bucket's policy and takes uploads all the same", async () => {
    const account = newAccount();
    await account.createBucket("tls-only");
    const put = await account.client.send("s3", "PUT", "/tls-only?policy", tlsOnly);
    expect(put.status).toBe(204);
    expect(await (await account.client.send("s3", "GET", "/tls-only?policy")).text()).toBe(tlsOnly);
    expect((await account.client.send("s3", "PUT", "/tls-only/object", "x")).status).toBe(200);
  });

  it("makes a bucket where S3 wants no location, as anywhere else", async () => {
    const virginia = new TestAccount(newAccount().endpoint, "100000000900", "us-east-1");
    await virginia.createBucket("in-virginia");
    expect((await virginia.client.send("s3", "GET", "/in-virginia?location")).status).toBe(200);
  });

  it("has S3's errors for a missing policy and a missing bucket", async () => {
    const account = newAccount();
    await account.createBucket("without-policy");
    const errorAt = async (bucket: string) => {
      const response = await account.client.send("s3", "GET", `/${bucket}?policy`);
      return [response.status, /<Code>(.*)<\/Code>/.exec(await response.text())?.[1]];
    };
    expect(await errorAt("without-policy")).toEqual([404, "NoSuchBucketPolicy"]);
    expect(await errorAt("without-bucket")).toEqual([404, "NoSuchBucket"]);
  });

  it("forgets a bucket's policy with the bucket", async () => {
    const account = newAccount();
    await account.createBucket("made-twice");
    await account.client.send("s3", "PUT", "/made-twice?policy", tlsOnly);
    await account.client.send("s3", "DELETE", "/made-twice");
    await account.createBucket("made-twice");
    expect((await account.client.send("s3", "GET", "/made-twice?policy")).status).toBe(404);
  });

  it("runs as many tasks of an ECS service as are wanted, and keeps its settings", async () => {
    const account = newAccount();
    await createEcsService(account, { cluster: "cluster", service: "service" });
    await account.call("ecs", "UpdateService", {
      cluster: "cluster",
      service: "service",
      desiredCount: 3,
      healthCheckGracePeriodSeconds: 60,
    });
    const input = { cluster: "cluster", services: ["service"] };
    await expect(account.call("ecs", "DescribeServices", input)).resolves.toMatchObject({
      services: [
        {
          desiredCount: 3,
          runningCount: 3,
          pendingCount: 0,
          healthCheckGracePeriodSeconds: 60,
          availabilityZoneRebalancing: "DISABLED",
          deployments: [{ status: "PRIMARY", runningCount: 3, rolloutState: "COMPLETED" }],
        },
      ],
    });
  });

  it("leaves the task definition of a service of CodeDeploy to CodeDeploy", async () => {
    const account = newAccount();
    const deploymentController = "CODE_DEPLOY";
    await createEcsService(account, { cluster: "cluster", service: "service", deploymentController });
    const input = { cluster: "cluster", service: "service" };
    const change = account.call("ecs", "UpdateService", { ...input, taskDefinition: "service:1" });
    await expect(change).rejects.toMatchObject({
      code: "InvalidParameterException",
      message: expect.stringContaining("Unable to update task definition"),
    });
    await expect(account.call("ecs", "UpdateService", { ...input, desiredCount: 2 })).resolves.toBeDefined();
  });

  it.each(["codeconnections", "codestar-connections"])(
    "keeps a connection of %s pending and tagged",
    async (service) => {
      const account = newAccount();
      const { ConnectionArn } = (await account.call(service, "CreateConnection", {
        ConnectionName: "github",
        ProviderType: "GitHub",
        Tags: [{ Key: "a", Value: "1" }],
      })) as { ConnectionArn: string };
      await expect(account.call(service, "GetConnection", { ConnectionArn })).resolves.toMatchObject({
        Connection: { ConnectionName: "github", ConnectionArn, ConnectionStatus: "PENDING" },
      });
      const tags = await account.call(service, "ListTagsForResource", { ResourceArn: ConnectionArn });
      expect(tags).toEqual({ Tags: [{ Key: "a", Value: "1" }] });
      await account.call(service, "DeleteConnection", { ConnectionArn });
      await expect(account.call(service, "GetConnection", { ConnectionArn })).rejects.toMatchObject({
        code: "ResourceNotFoundException",
      });
    },
  );

  it("keeps a queue's policy when other attributes are set, until it is taken away", async () => {
    const account = newAccount();
    const { QueueUrl } = (await account.call("sqs", "CreateQueue", { QueueName: "failed" })) as {
      QueueUrl: string;
    };
    const set = (Attributes: object) => account.call("sqs", "SetQueueAttributes", { QueueUrl, Attributes });
    const all = { QueueUrl, AttributeNames: ["All"] };
    const shown = async () =>
      ((await account.call("sqs", "GetQueueAttributes", all)) as { Attributes: object }).Attributes;
    const Policy = policyOf({ ...allow("sqs:SendMessage", "*"), Principal: "*" });
    await set({ Policy });
    await set({ MessageRetentionPeriod: "60" });
    expect(await shown()).toMatchObject({ MessageRetentionPeriod: "60", Policy: expect.any(String) });
    await set({ Policy: "" });
    expect(await shown()).not.toHaveProperty("Policy");
  });

  it("says that no user has service-specific credentials", async () => {
    const { client } = newAccount();
    await expect(client.query("iam", "ListServiceSpecificCredentials", { UserName: "u" })).resolves.toContain(
      "<ServiceSpecificCredentials/>",
    );
  });
});
