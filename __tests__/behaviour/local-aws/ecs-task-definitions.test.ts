import { expect, it } from "vitest";
import { onLocalAws } from "./on-local-aws";
import { fargateDefinition } from "./one-off-tasks";

const ECR_IMAGE = "111122223333.dkr.ecr.ap-northeast-1.amazonaws.com/app";
const NO_ROLE = { executionRoleArn: undefined };
const LOGS = { "awslogs-group": "app", "awslogs-region": "ap-northeast-1" };
const secrets = [{ name: "TOKEN", valueFrom: "token" }];
const awslogs = (options: object) => ({ logConfiguration: { logDriver: "awslogs", options } });
const dependsOn = (containerName: string, condition: string) => ({
  dependsOn: [{ containerName, condition }],
});
const two = (first: object, second: object) => ({
  containerDefinitions: [
    { name: "rails", image: "rails", ...first },
    { name: "nginx", image: "nginx", ...second },
  ],
});

onLocalAws("a task definition", (newAccount) => {
  it("is registered as it is, whatever else is written in it", async () => {
    const account = newAccount();
    const readOnly = { revision: 7, status: "INACTIVE", compatibilities: ["EC2"], registeredBy: "somebody" };
    const definition = fargateDefinition(account, readOnly, {
      ...awslogs(LOGS),
      portMappings: [{ containerPort: 80, hostPort: 80 }, { containerPort: 81 }],
      secrets,
    });
    const { taskDefinition } = (await account.call("ecs", "RegisterTaskDefinition", definition)) as {
      taskDefinition: object;
    };
    expect(taskDefinition).toMatchObject({
      taskDefinitionArn: account.arn("ecs", "task-definition/migrate:1"),
      revision: 1,
      status: "ACTIVE",
      containerDefinitions: [{ name: "rails", secrets }],
    });
    expect(taskDefinition).not.toHaveProperty("registeredBy", "somebody");
  });

  it.each([
    [
      "a size that Fargate lacks",
      { memory: "4096" },
      {},
      "No Fargate configuration exists for given values.",
    ],
    [
      "no CPU on Fargate",
      { cpu: undefined },
      {},
      "Fargate requires that 'cpu' be defined at the task level.",
    ],
    ["another network mode on Fargate", { networkMode: "bridge" }, {}, "Fargate only supports network mode"],
    ["an image of ECR without a role", NO_ROLE, { image: ECR_IMAGE }, "to support ECR images."],
    ["logs without a role", NO_ROLE, awslogs(LOGS), "to support log driver awslogs."],
    ["secrets without a role", NO_ROLE, { secrets }, "specify a value for 'executionRoleArn'."],
    ["logs without a group", {}, awslogs({ "awslogs-region": "x" }), "requires options: awslogs-group"],
    ["two containers of one name", two({}, { name: "rails" }), {}, "Container names must be unique"],
    ["no essential container", {}, { essential: false }, "at least one essential container"],
    [
      "another host port",
      {},
      { portMappings: [{ containerPort: 80, hostPort: 8080 }] },
      "When networkMode=awsvpc, the host ports and container ports in port mappings must match.",
    ],
    ["an unknown volume", {}, { mountPoints: [{ sourceVolume: "sockets" }] }, "Unknown volume 'sockets'."],
    [
      "an unknown container to wait for",
      {},
      dependsOn("nginx", "START"),
      "Cannot depend on container + 'nginx' because it does not exist",
    ],
    [
      "an essential container to wait for the end of",
      two(dependsOn("nginx", "SUCCESS"), {}),
      {},
      "A dependency container with SUCCESS or COMPLETE condition cannot be an essential container",
    ],
    [
      "a container without health to wait for",
      two(dependsOn("nginx", "HEALTHY"), {}),
      {},
      "HEALTHY condition",
    ],
    ["more CPU in its containers", {}, { cpu: 512 }, "The sum of all container 'cpu' values"],
    [
      "no memory",
      { memory: undefined, requiresCompatibilities: ["EC2"] },
      {},
      "Invalid setting for container 'rails'.",
    ],
    ["no image", {}, { image: "" }, "Container.image should not be null or empty."],
  ])("is refused with %s", async (_what, more, container, words) => {
    const account = newAccount();
    const definition = fargateDefinition(account, more, container);
    await expect(account.call("ecs", "RegisterTaskDefinition", definition)).rejects.toMatchObject({
      code: "ClientException",
      message: expect.stringContaining(words),
    });
  });

  it.each([
    ["256", "512"],
    ["512", "4096"],
    ["1 vCPU", "8 GB"],
    ["4096", "30720"],
    ["16384", "122880"],
  ])("may have %s CPU units and %s of memory on Fargate", async (cpu, memory) => {
    const account = newAccount();
    const definition = fargateDefinition(account, { cpu, memory });
    await expect(account.call("ecs", "RegisterTaskDefinition", definition)).resolves.toMatchObject({
      taskDefinition: { revision: 1 },
    });
  });
});
