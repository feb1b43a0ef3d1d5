import { expect, it } from "vitest";
import { createEcsService } from "../../../local/aws/local-ecs-service";
import { onLocalAws } from "./on-local-aws";
import { createGithubPipeline } from "./pipelines";

onLocalAws("the list of an account's resources", (newAccount) => {
  it("leaves out what AWS itself puts into every account", async () => {
    const account = newAccount();
    await account.client.query("ec2", "DescribeVpcs", {});
    await account.client.query("iam", "ListPolicies", {});
    await account.call("kms", "ListAliases");
    await account.call("events", "ListEventBuses");
    expect(await account.resources()).toEqual([]);
  });

  it("has the resources of moto's services and of the gateway's own", async () => {
    const account = newAccount();
    await createGithubPipeline(account);
    await account.call("ecr", "CreateRepository", { repositoryName: "app" });
    await account.call("events", "PutRule", { Name: "rule", EventPattern: '{"source":["test"]}' });
    await account.createSsmParameter({ name: "/token", value: "secret" });
    expect(await account.resources()).toEqual([
      account.arn("codepipeline", "pipeline"),
      account.arn("ecr", "repository/app"),
      account.arn("events", "rule/rule"),
      `arn:aws:iam::${account.accountId}:role/pipeline`,
      "ssm/ap-northeast-1/parameters//token",
    ]);
  });

  it("counts a bucket and all that is in it as one", async () => {
    const account = newAccount();
    await account.createBucket("counted-once");
    await account.client.send("s3", "PUT", "/counted-once/object", "x");
    expect(await account.resources()).toEqual(["arn:aws:s3:::counted-once"]);
  });

  it("is empty again after everything was deleted", async () => {
    const account = newAccount();
    await createEcsService(account, { cluster: "cluster", service: "service", roles: {} });
    await account.call("ecs", "DeleteService", { cluster: "cluster", service: "service", force: true });
    await account.call("ecs", "DeleteCluster", { cluster: "cluster" });
    await account.call("ecs", "DeregisterTaskDefinition", { taskDefinition: "service:1" });
    const [subnet = "", vpc = ""] = await account.resources();
    await account.client.query("ec2", "DeleteSubnet", { SubnetId: subnet.split("/").at(-1) ?? "" });
    await account.client.query("ec2", "DeleteVpc", { VpcId: vpc.split("/").at(-1) ?? "" });
    expect(await account.resources()).toEqual([]);
  });

  it("has nothing of another account", async () => {
    const [account, other] = [newAccount(), newAccount()];
    await account.call("ecr", "CreateRepository", { repositoryName: "app" });
    await createGithubPipeline(account);
    expect(await other.resources()).toEqual([]);
  });
});
