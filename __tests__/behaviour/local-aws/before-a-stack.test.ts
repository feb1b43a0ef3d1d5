import { expect, it } from "vitest";
import { elements, elementText } from "../../../local/aws/client/xml";
import { createEcsService, runningImages } from "../../../local/aws/local-ecs-service";
import { createLoadBalancer } from "../../../local/aws/local-load-balancer";
import { createNetwork } from "../../../local/aws/local-network";
import { onLocalAws, type TestAccount } from "./on-local-aws";

const network = {
  vpcId: "vpc-0123456789abcdef0",
  subnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
  securityGroupIds: ["sg-0123456789abcdef0"],
};

async function described(account: TestAccount, operation: string, parameter: string, ids: readonly string[]) {
  const input = Object.fromEntries(ids.map((id, index) => [`${parameter}.${index + 1}`, id]));
  return account.query("ec2", operation, input);
}

onLocalAws("what exists before a stack", (newAccount) => {
  it("is a network with the IDs that it is known by, made once", async () => {
    const account = newAccount();
    await createNetwork(account, network);
    const made = await account.resources();
    await createNetwork(account, network);
    expect(await account.resources()).toEqual(made);
    const subnets = await described(account, "DescribeSubnets", "SubnetId", network.subnetIds);
    expect(new Set(elements(subnets, "vpcId"))).toEqual(new Set([network.vpcId]));
    expect(new Set(elements(subnets, "availabilityZone")).size).toBe(2);
    const groups = await described(account, "DescribeSecurityGroups", "GroupId", network.securityGroupIds);
    expect(elements(groups, "vpcId")).toContain(network.vpcId);
    await createNetwork(account, { ...network, subnetIds: ["subnet-0123456789abcdef2"] });
    const other = await described(account, "DescribeSubnets", "SubnetId", ["subnet-0123456789abcdef2"]);
    expect(elements(other, "cidrBlock")).toEqual(["10.0.2.0/24"]);
  });

  it("has networks of one ID in each account", async () => {
    const [one, another] = [newAccount(), newAccount()];
    await createNetwork(one, network);
    await expect(described(another, "DescribeVpcs", "VpcId", [network.vpcId])).rejects.toMatchObject({
      code: "InvalidVpcID.NotFound",
    });
  });

  it("is a load balancer whose listeners forward to the first target group", async () => {
    const account = newAccount();
    await createNetwork(account, network);
    const { listenerArns, targetGroupArns, loadBalancerArn } = await createLoadBalancer(account, {
      name: "shop",
      listenerPorts: [80, 8080],
      targetGroupNames: ["blue", "green"],
      subnetIds: network.subnetIds,
    });
    const listeners = await account.query("elasticloadbalancing", "DescribeListeners", {
      LoadBalancerArn: loadBalancerArn,
    });
    expect(elements(listeners, "ListenerArn")).toEqual(listenerArns);
    expect(elements(listeners, "Port")).toEqual(["80", "8080"]);
    expect(new Set(elements(listeners, "TargetGroupArn"))).toEqual(new Set([targetGroupArns[0]]));
    expect(targetGroupArns.map((arn) => arn.split("/")[1])).toEqual(["blue", "green"]);
  });

  it("is a load balancer in a network of its own, where none is given", async () => {
    const account = newAccount();
    const settings = { name: "shop", listenerPorts: [80], targetGroupNames: ["blue"] };
    const { loadBalancerArn } = await createLoadBalancer(account, settings);
    const shown = await account.query("elasticloadbalancing", "DescribeLoadBalancers", {});
    expect(elements(shown, "LoadBalancerArn")).toEqual([loadBalancerArn]);
    expect(new Set(elements(shown, "ZoneName")).size).toBe(2);
  });

  it("is a load balancer with the default security group of its network", async () => {
    const account = newAccount();
    await createNetwork(account, network);
    const settings = { name: "shop", listenerPorts: [80], targetGroupNames: ["blue"] };
    await createLoadBalancer(account, { ...settings, subnetIds: network.subnetIds });
    const shown = await account.query("elasticloadbalancing", "DescribeLoadBalancers", {});
    const [groups = ""] = elements(shown, "SecurityGroups");
    const described = await account.query("ec2", "DescribeSecurityGroups", {
      "GroupId.1": elementText(groups, "member") ?? "",
    });
    expect(elements(described, "groupName")).toContain("default");
    expect(elements(described, "vpcId")).toContain(network.vpcId);
  });

  it("is a certificate with the ARN that it is known by, which a listener takes", async () => {
    const account = newAccount();
    const id = "11111111-2222-3333-4444-555555555555";
    const arn = `arn:aws:acm:${account.region}:${account.accountId}:certificate/${id}`;
    const settings = { name: "shop", listenerPorts: [80], targetGroupNames: ["blue"] };
    const { loadBalancerArn, targetGroupArns } = await createLoadBalancer(account, settings);
    const listen = (port: string) =>
      account.query("elasticloadbalancing", "CreateListener", {
        LoadBalancerArn: loadBalancerArn,
        Protocol: "HTTPS",
        Port: port,
        "Certificates.member.1.CertificateArn": arn,
        "DefaultActions.member.1.Type": "forward",
        "DefaultActions.member.1.TargetGroupArn": targetGroupArns[0] ?? "",
      });
    await expect(listen("443")).rejects.toMatchObject({ code: "CertificateNotFound" });
    await account.createCertificate(arn);
    await account.createCertificate(arn);
    expect(elements(await listen("443"), "CertificateArn")).toEqual([arn]);
  });

  it.each(["codeconnections", "codestar-connections"])(
    "is a connection of %s with the ARN that it is known by, confirmed",
    async (service) => {
      const account = newAccount();
      const ConnectionArn = `arn:aws:${service}:${account.region}:${account.accountId}:connection/shop`;
      await account.createConnectionWithArn(ConnectionArn);
      await account.createConnectionWithArn(ConnectionArn);
      expect(await account.call(service, "GetConnection", { ConnectionArn })).toMatchObject({
        Connection: { ConnectionArn, ConnectionStatus: "AVAILABLE" },
      });
      expect(await account.confirmConnections()).toEqual([]);
    },
  );

  it("is a secret with the ARN that it is known by, made once", async () => {
    const account = newAccount();
    const arn = `arn:aws:secretsmanager:${account.region}:${account.accountId}:secret:shop/database-AbCdEf`;
    await account.createSecretWithArn(arn, "first");
    await account.createSecretWithArn(arn, "second");
    for (const SecretId of [arn, "shop/database"]) {
      expect(await account.call("secretsmanager", "GetSecretValue", { SecretId })).toMatchObject({
        ARN: arn,
        SecretString: "first",
      });
    }
  });

  it("is a service of a whole task definition, behind a load balancer, in a network", async () => {
    const account = newAccount();
    await createNetwork(account, network);
    const { targetGroupArns } = await createLoadBalancer(account, {
      name: "shop",
      listenerPorts: [80],
      targetGroupNames: ["blue", "green"],
      subnetIds: network.subnetIds,
    });
    const role = (name: string) => `arn:aws:iam::${account.accountId}:role/${name}`;
    const taskDefinition = {
      family: "shop",
      networkMode: "awsvpc",
      requiresCompatibilities: ["FARGATE"],
      cpu: "512",
      memory: "1024",
      executionRoleArn: role("shop-execution"),
      volumes: [{ name: "sockets" }],
      containerDefinitions: [
        { name: "rails", image: "rails" },
        { name: "nginx", image: "nginx", portMappings: [{ containerPort: 80 }] },
      ],
    };
    await createEcsService(account, {
      cluster: "cluster",
      service: "web",
      taskDefinition,
      network,
      loadBalancer: { targetGroupName: "green", containerName: "nginx", containerPort: 80 },
    });
    expect(Object.keys(await runningImages(account, "cluster", "web"))).toEqual(["rails", "nginx"]);
    const roles = (await account.resources()).filter((arn) => arn.includes(":role/"));
    expect(roles).toEqual([role("shop-execution")]);
    const shown = await account.call("ecs", "DescribeServices", { cluster: "cluster", services: ["web"] });
    const { subnetIds: subnets, securityGroupIds: securityGroups } = network;
    expect(shown).toMatchObject({
      services: [
        {
          launchType: "FARGATE",
          taskDefinition: account.arn("ecs", "task-definition/shop:1"),
          loadBalancers: [{ targetGroupArn: targetGroupArns[1], containerName: "nginx", containerPort: 80 }],
          networkConfiguration: { awsvpcConfiguration: { subnets, securityGroups } },
        },
      ],
    });
  });

  it("is a service on EC2 without a network, where its task definition says so", async () => {
    const account = newAccount();
    const containerDefinitions = [{ name: "web", image: "nginx", memory: 128 }];
    const taskDefinition = { family: "bridge", requiresCompatibilities: ["EC2"], containerDefinitions };
    await createEcsService(account, { cluster: "cluster", service: "web", taskDefinition });
    expect(await runningImages(account, "cluster", "web")).toMatchObject({ web: { image: "nginx" } });
    expect((await account.resources()).filter((arn) => arn.includes(":role/"))).toEqual([]);
  });
});
