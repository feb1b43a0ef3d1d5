import { expect, it, vi } from "vitest";
import { decideTasks, tasksRun } from "../../../local/aws/local-containers";
import { onLocalAws, type TestAccount } from "./on-local-aws";
import { fargateDefinition, inSubnet, prepare, runTask, type ShownTask, taskNow } from "./one-off-tasks";
import { allow, putPolicy, worker } from "./roles";

const LIMIT = { timeout: 20_000 };

onLocalAws("a task that is run by itself", (newAccount) => {
  async function until(account: TestAccount, task: ShownTask, lastStatus: string): Promise<ShownTask> {
    return vi.waitFor(async () => {
      const now = await taskNow(account, task);
      expect(now).toMatchObject({ lastStatus });
      return now;
    }, LIMIT);
  }

  it("exits with 0 at once, unless a test decides otherwise", async () => {
    const account = newAccount();
    const subnet = await prepare(account);
    const task = await runTask(account, { ...inSubnet(subnet), startedBy: "release/1" });
    expect(task).toMatchObject({
      lastStatus: "PROVISIONING",
      desiredStatus: "RUNNING",
      group: "family:migrate",
      startedBy: "release/1",
      launchType: "FARGATE",
      platformVersion: "1.4.0",
      taskDefinitionArn: account.arn("ecs", "task-definition/migrate:1"),
      attachments: [{ details: [{ name: "subnetId", value: subnet }] }],
    });
    expect(await until(account, task, "STOPPED")).toMatchObject({
      desiredStatus: "STOPPED",
      stopCode: "EssentialContainerExited",
      stoppedReason: "Essential container in task exited",
      containers: [{ name: "rails", exitCode: 0, lastStatus: "STOPPED" }],
    });
  });

  it("exits with what was decided, when its time has come by the account's clock", async () => {
    const account = newAccount();
    const subnet = await prepare(account);
    await decideTasks(account, { family: "migrate", container: "rails", exitCode: 3, runsForMinutes: 20 });
    const task = await runTask(account, inSubnet(subnet));
    await until(account, task, "RUNNING");
    await account.passTime({ minutes: 19 });
    expect(await taskNow(account, task)).toMatchObject({ lastStatus: "RUNNING" });
    await account.passTime({ minutes: 1 });
    const { containers } = await until(account, task, "STOPPED");
    expect(containers).toMatchObject([{ exitCode: 3 }]);
  });

  it("runs with what RunTask overrides, and a test can look at it", async () => {
    const account = newAccount();
    const environment = [
      { name: "RAILS_ENV", value: "production" },
      { name: "LOG", value: "info" },
    ];
    const secrets = [{ name: "TOKEN", valueFrom: "token" }];
    const subnet = await prepare(account, {}, { environment, secrets });
    await account.createSsmParameter({ name: "token", value: "t" });
    const containerOverrides = [
      { name: "rails", command: ["rails", "db:migrate"], environment: [{ name: "LOG", value: "debug" }] },
    ];
    const task = await runTask(account, { ...inSubnet(subnet), overrides: { containerOverrides } });
    await until(account, task, "STOPPED");
    expect(await tasksRun(account)).toMatchObject([
      {
        taskArn: task.taskArn,
        network: { subnets: [subnet], securityGroups: [], assignPublicIp: "DISABLED" },
        containers: [
          {
            name: "rails",
            command: ["rails", "db:migrate"],
            environment: { RAILS_ENV: "production", LOG: "debug" },
            secrets: ["TOKEN"],
            exitCode: 0,
          },
        ],
      },
    ]);
  });

  it("pulls its image, and writes its lines to the stream of prefix, container and task", async () => {
    const account = newAccount();
    await account.createImageRepository("app");
    const { digest } = await account.pushImage({ repository: "app", tag: "v1" });
    await account.call("logs", "CreateLogGroup", { logGroupName: "app" });
    const image = `${account.accountId}.dkr.ecr.${account.region}.amazonaws.com/app:v1`;
    const options = {
      "awslogs-group": "app",
      "awslogs-region": account.region,
      "awslogs-stream-prefix": "web",
    };
    const subnet = await prepare(account, {}, { image, logConfiguration: { logDriver: "awslogs", options } });
    await decideTasks(account, { family: "migrate", container: "rails", lines: ["migrating", "done"] });
    const task = await until(account, await runTask(account, inSubnet(subnet)), "STOPPED");
    expect(task.containers).toMatchObject([{ imageDigest: digest }]);
    const logStreamName = `web/rails/${task.taskArn.split("/").at(-1)}`;
    const events = await account.call("logs", "GetLogEvents", { logGroupName: "app", logStreamName });
    expect(events).toMatchObject({ events: [{ message: "migrating" }, { message: "done" }] });
  });

  it("tells why it did not start, and whose image could not be pulled", async () => {
    const account = newAccount();
    await account.createImageRepository("app");
    const image = `${account.accountId}.dkr.ecr.${account.region}.amazonaws.com/app:missing`;
    const subnet = await prepare(account, {}, { image });
    const task = await until(account, await runTask(account, inSubnet(subnet)), "STOPPED");
    const reason = expect.stringContaining(`CannotPullContainerError: pull image manifest of ${image}`);
    expect(task).toMatchObject({
      stopCode: "TaskFailedToStart",
      stoppedReason: reason,
      containers: [{ reason }],
    });
    expect(task.containers[0]).not.toHaveProperty("exitCode");
  });

  it("ends with its first essential container, and takes the others with it", async () => {
    const account = newAccount();
    const container = (name: string, essential: boolean) => ({ name, image: name, essential });
    const containerDefinitions = [
      container("rails", true),
      container("init", false),
      container("proxy", true),
    ];
    const subnet = await prepare(account, { containerDefinitions });
    await decideTasks(account, { family: "migrate", container: "init", exitCode: 9 });
    await decideTasks(account, { family: "migrate", container: "rails", runsForMinutes: 5, exitCode: 1 });
    await decideTasks(account, { family: "migrate", container: "proxy", runsForMinutes: "forever" });
    const task = await runTask(account, inSubnet(subnet));
    await until(account, task, "RUNNING");
    await account.passTime({ minutes: 5 });
    const { containers } = await until(account, task, "STOPPED");
    expect(containers.map(({ name, exitCode }) => [name, exitCode])).toEqual([
      ["rails", 1],
      ["init", 9],
      ["proxy", 137],
    ]);
  });

  it("runs forever until somebody stops it", async () => {
    const account = newAccount();
    const subnet = await prepare(account);
    await decideTasks(account, { family: "migrate", container: "rails", runsForMinutes: "forever" });
    const task = await runTask(account, inSubnet(subnet));
    await until(account, task, "RUNNING");
    await account.passTime({ minutes: 10_000 });
    expect(await taskNow(account, task)).toMatchObject({ lastStatus: "RUNNING" });
    const input = { cluster: "cluster", task: task.taskArn };
    await account.call("ecs", "StopTask", { ...input, reason: "it takes too long" });
    expect(await taskNow(account, task)).toMatchObject({
      lastStatus: "STOPPED",
      stopCode: "UserInitiated",
      stoppedReason: "it takes too long",
      containers: [{ exitCode: 137 }],
    });
    await account.call("ecs", "StopTask", input);
    expect(await taskNow(account, task)).toMatchObject({ stoppedReason: "it takes too long" });
    await expect(account.call("ecs", "StopTask", { ...input, task: "none" })).rejects.toThrow(
      "The referenced task was not found.",
    );
  });

  it("is listed by family, by who started it and by whether it is over", async () => {
    const account = newAccount();
    const subnet = await prepare(account);
    const over = await runTask(account, { ...inSubnet(subnet), startedBy: "one" });
    await until(account, over, "STOPPED");
    await decideTasks(account, { family: "migrate", container: "rails", runsForMinutes: "forever" });
    const running = await runTask(account, { ...inSubnet(subnet), startedBy: "two" });
    const listed = async (input: object) =>
      ((await account.call("ecs", "ListTasks", { cluster: "cluster", ...input })) as { taskArns: string[] })
        .taskArns;
    expect(await listed({})).toEqual([running.taskArn]);
    expect(await listed({ desiredStatus: "STOPPED" })).toEqual([over.taskArn]);
    expect(await listed({ startedBy: "one" })).toEqual([]);
    expect(await listed({ family: "migrate", startedBy: "two" })).toEqual([running.taskArn]);
    expect(await listed({ family: "other" })).toEqual([]);
    expect(
      await account.call("ecs", "DescribeTasks", { cluster: "cluster", tasks: ["none", over.taskArn] }),
    ).toMatchObject({ tasks: [{ taskArn: over.taskArn }], failures: [{ reason: "MISSING" }] });
  });

  it("is as many tasks as are asked for, once for each client token", async () => {
    const account = newAccount();
    const subnet = await prepare(account);
    const tags = [{ key: "team", value: "shop" }];
    const input = { ...inSubnet(subnet), count: 3, clientToken: "once", tags };
    const [first, again] = [await account.call("ecs", "RunTask", input), await runTask(account, input)];
    expect(first).toMatchObject({ tasks: [{ taskArn: again.taskArn, tags }, {}, {}], failures: [] });
    expect(await tasksRun(account)).toHaveLength(3);
    await expect(account.call("ecs", "RunTask", { ...input, count: 1 })).rejects.toMatchObject({
      code: "ConflictException",
    });
  });

  it("runs on a capacity provider of its cluster", async () => {
    const account = newAccount();
    const subnet = await prepare(account);
    const { launchType: _, ...rest } = inSubnet(subnet);
    const capacityProviderStrategy = [{ capacityProvider: "FARGATE_SPOT", weight: 1 }];
    const input = { ...rest, capacityProviderStrategy };
    await expect(runTask(account, input)).rejects.toThrow("not associated with the cluster");
    await account.call("ecs", "PutClusterCapacityProviders", {
      cluster: "cluster",
      capacityProviders: ["FARGATE", "FARGATE_SPOT"],
      defaultCapacityProviderStrategy: [{ capacityProvider: "FARGATE", weight: 1 }],
    });
    const spot = { capacityProviderName: "FARGATE_SPOT", launchType: "FARGATE" };
    expect(await runTask(account, input)).toMatchObject(spot);
    expect(await runTask(account, rest)).toMatchObject({ capacityProviderName: "FARGATE" });
  });

  it("runs on EC2 without a network of its own", async () => {
    const account = newAccount();
    await prepare(account);
    const more = {
      networkMode: "bridge",
      requiresCompatibilities: ["EC2"],
      cpu: undefined,
      family: "bridge",
    };
    await account.call("ecs", "RegisterTaskDefinition", fargateDefinition(account, more));
    const input = { cluster: "cluster", taskDefinition: "bridge", launchType: "EC2" };
    const task = await until(account, await runTask(account, input), "STOPPED");
    expect(task).toMatchObject({ launchType: "EC2", attachments: [], containers: [{ exitCode: 0 }] });
    await expect(runTask(account, { ...input, launchType: "FARGATE" })).rejects.toThrow(
      "Task definition does not support launch_type FARGATE.",
    );
  });

  const network = (subnet: string, more: object = {}) => ({
    networkConfiguration: { awsvpcConfiguration: { subnets: [subnet], ...more } },
  });

  it.each([
    ["no network", { networkConfiguration: undefined }, "Network Configuration must be provided when"],
    ["a subnet that does not exist", network("subnet-00000000"), "Error retrieving subnet information for"],
    [
      "an unknown container",
      { overrides: { containerOverrides: [{ name: "nginx" }] } },
      "is not a container in",
    ],
    ["a cluster that does not exist", { cluster: "none" }, "Cluster not found."],
    ["a task definition that does not exist", { taskDefinition: "none" }, "TaskDefinition not found."],
    ["eleven tasks", { count: 11 }, "between 1 and 10 tasks"],
    ["a start by spaces", { startedBy: "me and you" }, "startedBy takes"],
    [
      "a launch type and a strategy",
      { capacityProviderStrategy: [{ capacityProvider: "FARGATE" }] },
      "Specifying both a launch type and capacity provider strategy is not supported.",
    ],
  ])("is refused with %s", async (_what, change, words) => {
    const account = newAccount();
    const subnet = await prepare(account);
    await expect(runTask(account, { ...inSubnet(subnet), ...change })).rejects.toThrow(words);
    expect(await tasksRun(account)).toEqual([]);
  });

  it("needs whoever runs it to run the newest revision in this cluster, and to pass on its roles", async () => {
    const account = newAccount();
    const subnet = await prepare(account);
    const revision = account.arn("ecs", "task-definition/migrate:1");
    const Condition = { ArnEquals: { "ecs:cluster": account.arn("ecs", "cluster/cluster") } };
    const passes = allow("iam:PassRole", `arn:aws:iam::${account.accountId}:role/execution`, {
      Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
    });
    const role = await worker(account, allow("ecs:RunTask", revision, { Condition }));
    await expect(runTask(role, inSubnet(subnet))).rejects.toThrow("iam:PassRole");
    await putPolicy(account, [passes, allow("ecs:RunTask", revision, { Condition })]);
    expect(await runTask(role, inSubnet(subnet))).toMatchObject({ lastStatus: "PROVISIONING" });
    await account.call("ecs", "CreateCluster", { clusterName: "other" });
    await expect(runTask(role, { ...inSubnet(subnet), cluster: "other" })).rejects.toThrow("ecs:RunTask");
    await account.call("ecs", "RegisterTaskDefinition", fargateDefinition(account));
    await expect(runTask(role, inSubnet(subnet))).rejects.toThrow("ecs:RunTask");
  });

  it("is described and stopped by who may do that with the tasks of this cluster", async () => {
    const account = newAccount();
    const subnet = await prepare(account);
    await decideTasks(account, { family: "migrate", container: "rails", runsForMinutes: "forever" });
    const task = await runTask(account, inSubnet(subnet));
    const role = await worker(
      account,
      allow(["ecs:DescribeTasks", "ecs:StopTask"], account.arn("ecs", "task/cluster/*")),
    );
    const input = { cluster: "cluster", tasks: [task.taskArn], task: task.taskArn };
    expect(await role.call("ecs", "DescribeTasks", input)).toMatchObject({ tasks: [{}] });
    expect(await role.call("ecs", "StopTask", input)).toMatchObject({ task: { lastStatus: "STOPPED" } });
    await expect(role.call("ecs", "DescribeTasks", { ...input, cluster: "other" })).rejects.toThrow(
      "ecs:DescribeTasks",
    );
  });
});
