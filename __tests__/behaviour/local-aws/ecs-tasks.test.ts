import { setImmediate } from "node:timers/promises";
import { expect, it, vi } from "vitest";
import { runningServicesIn } from "../../../local/aws/ecs/running-services";
import { createEcsService, runningImages } from "../../../local/aws/local-ecs-service";
import { onLocalAws, type TestAccount } from "./on-local-aws";

const LIMIT = { timeout: 20_000 };
const SERVICE = { cluster: "cluster", service: "service" };

interface ShownService {
  readonly taskDefinition: string;
  readonly runningCount: number;
  readonly pendingCount: number;
  readonly deployments: readonly Record<string, unknown>[];
  readonly events: readonly { readonly message: string }[];
}

onLocalAws("what an ECS service runs", (newAccount, { scopeOf }) => {
  async function serviceIn(account: TestAccount): Promise<ShownService> {
    const answer = await account.call("ecs", "DescribeServices", {
      cluster: "cluster",
      services: ["service"],
    });
    const [service] = (answer as { services: ShownService[] }).services;
    if (service === undefined) throw new Error("There is no service.");
    return service;
  }

  const uri = (account: TestAccount, reference: string, owner = account.accountId) =>
    `${owner}.dkr.ecr.${account.region}.amazonaws.com/app${reference}`;

  /** A new revision of the service's task definition with these containers, which the service is changed to. */
  async function deploy(account: TestAccount, image: string, changes: object = {}, container: object = {}) {
    const role = (name: string) => `arn:aws:iam::${account.accountId}:role/service-${name}`;
    await account.call("ecs", "RegisterTaskDefinition", {
      family: "service",
      networkMode: "awsvpc",
      requiresCompatibilities: ["FARGATE"],
      cpu: "256",
      memory: "512",
      executionRoleArn: role("execution"),
      taskRoleArn: role("task"),
      containerDefinitions: [{ name: "service", image, essential: true, memory: 512, ...container }],
      ...changes,
    });
    await account.call("ecs", "UpdateService", { ...SERVICE, taskDefinition: "service" });
  }

  async function accountWithService(): Promise<TestAccount> {
    const account = newAccount();
    await createEcsService(account, SERVICE);
    return account;
  }

  it("is its first image, whose registry is not ours", async () => {
    const account = await accountWithService();
    expect(await runningImages(account, "cluster", "service")).toEqual({
      service: { image: "scratch", digest: undefined },
    });
  });

  it.each(["tag", "digest"])("is the image that its task definition names by %s", async (by) => {
    const account = await accountWithService();
    await account.createImageRepository("app");
    const { digest } = await account.pushImage({ repository: "app", tag: "v1" });
    const image = uri(account, by === "tag" ? ":v1" : `@${digest}`);
    await deploy(account, image);
    expect(await runningImages(account, "cluster", "service")).toEqual({ service: { image, digest } });
    expect(await serviceIn(account)).toMatchObject({
      taskDefinition: account.arn("ecs", "task-definition/service:2"),
      runningCount: 1,
      deployments: [{ status: "PRIMARY", rolloutState: "COMPLETED", runningCount: 1 }],
    });
  });

  it("is what the tag named when its tasks started", async () => {
    const account = await accountWithService();
    await account.createImageRepository("app");
    const first = await account.pushImage({ repository: "app", tag: "latest" });
    await deploy(account, uri(account, ":latest"));
    const second = await account.pushImage({ repository: "app", tag: "latest" });
    const running = async () => (await runningImages(account, "cluster", "service")).service?.digest;
    expect(await running()).toBe(first.digest);
    await account.call("ecs", "UpdateService", { ...SERVICE, forceNewDeployment: true });
    expect(await running()).toBe(second.digest);
  });

  it("is an image of another account's registry", async () => {
    const [account, owner] = [await accountWithService(), newAccount()];
    await owner.createImageRepository("app");
    const { digest } = await owner.pushImage({ repository: "app", tag: "v1" });
    await letPull(owner, account);
    await deploy(account, uri(account, ":v1", owner.accountId));
    expect((await runningImages(account, "cluster", "service")).service?.digest).toBe(digest);
  });

  async function letPull(owner: TestAccount, account: TestAccount): Promise<void> {
    const statement = {
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${account.accountId}:root` },
      Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
    };
    const policyText = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    await owner.call("ecr", "SetRepositoryPolicy", { repositoryName: "app", policyText });
  }

  it("stays what it was while an image is missing, and changes as soon as that is there", async () => {
    const account = await accountWithService();
    await account.createImageRepository("app");
    await deploy(account, uri(account, ":v1"));
    expect((await runningImages(account, "cluster", "service")).service?.image).toBe("scratch");
    const waiting = await serviceIn(account);
    expect(waiting).toMatchObject({
      runningCount: 1,
      pendingCount: 1,
      deployments: [
        { status: "PRIMARY", rolloutState: "IN_PROGRESS", runningCount: 0, pendingCount: 1, failedTasks: 1 },
        { status: "ACTIVE", rolloutState: "COMPLETED", runningCount: 1 },
      ],
    });
    expect(waiting.events[0]?.message).toContain(
      `CannotPullContainerError: pull image manifest of ${uri(account, ":v1")}`,
    );

    const { digest } = await account.pushImage({ repository: "app", tag: "v1" });
    scopeOf(account).clock.pass(10_000);
    await vi.waitFor(async () => {
      expect((await runningImages(account, "cluster", "service")).service?.digest).toBe(digest);
    }, LIMIT);
    expect((await serviceIn(account)).deployments).toHaveLength(1);
  });

  it.each([
    ["execution", "executionRoleArn"],
    ["task", "taskRoleArn"],
  ])("does not change to a task whose %s role does not exist", async (_role, key) => {
    const account = await accountWithService();
    const role = `arn:aws:iam::${account.accountId}:role/missing`;
    await deploy(account, "other", { [key]: role });
    expect((await runningImages(account, "cluster", "service")).service?.image).toBe("scratch");
    expect((await serviceIn(account)).events[0]?.message).toContain(
      `failed to launch a task with (error ECS was unable to assume the role '${role}'`,
    );
  });

  it("does not change to a task whose role another service is trusted with", async () => {
    const account = await accountWithService();
    const executionRoleArn = await account.createRole("of-another", "ec2.amazonaws.com");
    await deploy(account, "other", { executionRoleArn });
    expect((await serviceIn(account)).events[0]?.message).toContain("unable to assume the role");
  });

  it("does not change to an image of ECR without an execution role", async () => {
    const account = await accountWithService();
    await account.createImageRepository("app");
    await account.pushImage({ repository: "app", tag: "v1" });
    await deploy(account, uri(account, ":v1"), {
      executionRoleArn: undefined,
      requiresCompatibilities: ["EC2"],
    });
    expect((await serviceIn(account)).events[0]?.message).toContain(
      "to have execution role ARN to support ECR images",
    );
  });

  it("needs the secrets that its containers name", async () => {
    const account = await accountWithService();
    const executionRoleArn = await account.createRole("reader", "ecs-tasks.amazonaws.com", [
      "ssm:GetParameters",
      "secretsmanager:GetSecretValue",
    ]);
    const secret = (await account.call("secretsmanager", "CreateSecret", {
      Name: "database",
      SecretString: '{"password":"p"}',
    })) as { ARN: string };
    const secrets = [
      { name: "TOKEN", valueFrom: account.arn("ssm", "parameter/app/token") },
      { name: "PASSWORD", valueFrom: `${secret.ARN}:password::` },
    ];
    await deploy(account, "other", { executionRoleArn }, { secrets });
    expect((await serviceIn(account)).events[0]?.message).toContain("invalid ssm parameters: /app/token");
    await account.createSsmParameter({ name: "/app/token", value: "t" });
    await deploy(account, "other", { executionRoleArn }, { secrets });
    expect((await runningImages(account, "cluster", "service")).service?.image).toBe("other");
  });

  it("needs the log group that its containers log to", async () => {
    const account = await accountWithService();
    const executionRoleArn = await account.createRole("logger", "ecs-tasks.amazonaws.com", [
      "logs:CreateLogStream",
      "logs:PutLogEvents",
    ]);
    const options = {
      "awslogs-group": "app",
      "awslogs-region": account.region,
      "awslogs-stream-prefix": "web",
    };
    const logConfiguration = { logDriver: "awslogs", options };
    await deploy(account, "other", { executionRoleArn }, { logConfiguration });
    expect((await serviceIn(account)).events[0]?.message).toContain("failed to create Cloudwatch log stream");
    await account.call("logs", "CreateLogGroup", { logGroupName: "app" });
    await deploy(account, "other", { executionRoleArn }, { logConfiguration });
    expect((await runningImages(account, "cluster", "service")).service?.image).toBe("other");
    const streams = await account.call("logs", "DescribeLogStreams", { logGroupName: "app" });
    expect(streams).toMatchObject({
      logStreams: [{ logStreamName: expect.stringMatching(/^web\/service\/[0-9a-f]{32}$/) }],
    });
  });

  it.each([
    ["stays what it was", false, "FAILED"],
    ["is rolled back", true, "COMPLETED"],
  ])("%s when the circuit breaker ends a deployment", async (_what, rollback, rolloutState) => {
    const account = await accountWithService();
    const deploymentCircuitBreaker = { enable: true, rollback };
    await account.call("ecs", "UpdateService", {
      ...SERVICE,
      deploymentConfiguration: { deploymentCircuitBreaker },
    });
    await account.createImageRepository("app");
    await deploy(account, uri(account, ":v1"));
    const failed = async () =>
      (await serviceIn(account)).events.filter(({ message }) => message.includes("failed to launch"));
    for (const times of [1, 2, 3]) {
      await vi.waitFor(async () => expect(await failed()).toHaveLength(times), LIMIT);
      scopeOf(account).clock.pass(10_000);
    }
    await vi.waitFor(async () => {
      expect((await serviceIn(account)).deployments[0]).toMatchObject({ rolloutState });
    }, LIMIT);
    const { taskDefinition, events } = await serviceIn(account);
    expect(taskDefinition).toBe(account.arn("ecs", `task-definition/service:${rollback ? 1 : 2}`));
    expect((await runningImages(account, "cluster", "service")).service?.image).toBe("scratch");
    expect(events.map(({ message }) => message).join()).toContain(
      "deployment failed: tasks failed to start.",
    );
  });

  it("is as many tasks as are wanted, and none once it is deleted", async () => {
    const account = await accountWithService();
    const tasks = async () =>
      (await account.call("ecs", "ListTasks", { cluster: "cluster" })) as { taskArns: string[] };
    await account.call("ecs", "UpdateService", { ...SERVICE, desiredCount: 3 });
    expect((await tasks()).taskArns).toHaveLength(3);
    await account.call("ecs", "UpdateService", { ...SERVICE, desiredCount: 1 });
    expect((await tasks()).taskArns).toHaveLength(1);
    await account.call("ecs", "DeleteService", { ...SERVICE, force: true });
    expect((await tasks()).taskArns).toEqual([]);
  });

  it("is what it was changed to last, also while the change before is under way", async () => {
    const account = newAccount();
    const { serviceArn } = await createEcsService(account, SERVICE);
    await account.createImageRepository("app");
    await account.pushImage({ repository: "app", tag: "v1" });
    await deploy(account, uri(account, ":v1"));
    const running = runningServicesIn.of(scopeOf(account)).get(serviceArn);
    const revision = (number: number) => account.arn("ecs", `task-definition/service:${number}`);
    const first = running?.deploy(revision(2));
    // By now the first one asks for its roles.
    await setImmediate();
    await Promise.all([first, running?.deploy(revision(1))]);
    expect(await serviceIn(account)).toMatchObject({
      taskDefinition: revision(1),
      deployments: [{ status: "PRIMARY", rolloutState: "COMPLETED", runningCount: 1 }],
    });
    expect((await runningImages(account, "cluster", "service")).service?.image).toBe("scratch");
  });

  it("is told of a task that could not start, with the reason", async () => {
    const account = await accountWithService();
    await account.createImageRepository("app");
    await deploy(account, uri(account, ":v1"));
    const stopped = { cluster: "cluster", desiredStatus: "STOPPED" };
    const { taskArns } = (await account.call("ecs", "ListTasks", stopped)) as { taskArns: string[] };
    const answer = await account.call("ecs", "DescribeTasks", { cluster: "cluster", tasks: taskArns });
    expect(answer).toMatchObject({
      tasks: [{ lastStatus: "STOPPED", stoppedReason: expect.stringContaining("CannotPullContainerError") }],
    });
  });

  it("is under CodeDeploy what the first task definition says", async () => {
    const account = newAccount();
    await createEcsService(account, { ...SERVICE, deploymentController: "CODE_DEPLOY" });
    expect(await runningImages(account, "cluster", "service")).toMatchObject({
      service: { image: "scratch" },
    });
  });

  it("has roles that are made with what AWS lets them do, unless they exist", async () => {
    const account = newAccount();
    await account.createRole("own", "ecs-tasks.amazonaws.com");
    await createEcsService(account, { ...SERVICE, roles: { execution: "execution", task: "own" } });
    const attached = await account.client.query("iam", "ListAttachedRolePolicies", { RoleName: "execution" });
    expect(attached).toContain("arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy");
    const roles = (await account.resources()).filter((arn) => arn.includes(":role/"));
    expect(roles.map((arn) => arn.split("/").at(-1)).sort()).toEqual(["execution", "own"]);
  });
});
