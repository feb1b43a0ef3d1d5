import { expect, it } from "vitest";
import { createEcsService, runningImages } from "../../../local/aws/local-ecs-service";
import { createBlueGreenService, describeService } from "./blue-green-service";
import { onLocalAws, type TestAccount } from "./on-local-aws";

const SERVICE = { cluster: "cluster", service: "service" };

onLocalAws("the task sets of a service that CodeDeploy controls", (newAccount) => {
  const add = async (account: TestAccount, taskDefinition: string, changes: object = {}): Promise<string> => {
    const answer = await account.call("ecs", "CreateTaskSet", { ...SERVICE, taskDefinition, ...changes });
    return (answer as { taskSet: { taskSetArn: string } }).taskSet.taskSetArn;
  };
  const running = async (account: TestAccount) =>
    (await runningImages(account, "cluster", "service")).service?.image;

  it("begin with the one that the service was created with", async () => {
    const account = newAccount();
    const { loadBalancer } = await createBlueGreenService(account);
    const { taskSets, taskDefinition } = await describeService(account);
    expect(taskSets).toMatchObject([
      {
        id: expect.stringMatching(/^ecs-svc\/\d{19}$/),
        status: "PRIMARY",
        taskDefinition,
        computedDesiredCount: 2,
        runningCount: 2,
        pendingCount: 0,
        scale: { value: 100, unit: "PERCENT" },
        stabilityStatus: "STEADY_STATE",
        launchType: "FARGATE",
        loadBalancers: [{ targetGroupArn: loadBalancer.targetGroups.blue }],
        networkConfiguration: { awsvpcConfiguration: { subnets: loadBalancer.subnets } },
      },
    ]);
    expect(taskSets[0]?.taskSetArn).toBe(account.arn("ecs", `task-set/cluster/service/${taskSets[0]?.id}`));
  });

  it("stand beside each other until another one is made PRIMARY", async () => {
    const account = newAccount();
    const { loadBalancer, next } = await createBlueGreenService(account);
    const loadBalancers = [
      { targetGroupArn: loadBalancer.targetGroups.green, containerName: "service", containerPort: 80 },
    ];
    const before = await describeService(account);
    const primaryTaskSet = await add(account, next, { loadBalancers });
    expect(await describeService(account)).toMatchObject({
      taskDefinition: before.taskDefinition,
      loadBalancers: before.loadBalancers,
      runningCount: 4,
    });
    expect(await running(account)).toBe("blue:1");
    await account.call("ecs", "UpdateServicePrimaryTaskSet", { ...SERVICE, primaryTaskSet });
    expect(await describeService(account)).toMatchObject({
      taskDefinition: next,
      loadBalancers,
      taskSets: [{ status: "ACTIVE" }, { status: "PRIMARY" }],
    });
    expect(await running(account)).toBe("green:1");
  });

  it("run their share of the service's tasks", async () => {
    const account = newAccount();
    const { next } = await createBlueGreenService(account);
    const taskSet = await add(account, next, { scale: { value: 50, unit: "PERCENT" } });
    const shown = async () => {
      const answer = await account.call("ecs", "DescribeTaskSets", { ...SERVICE, taskSets: [taskSet] });
      return (answer as { taskSets: object[] }).taskSets[0];
    };
    expect(await shown()).toMatchObject({ computedDesiredCount: 1, runningCount: 1 });
    await account.call("ecs", "UpdateService", { ...SERVICE, desiredCount: 4 });
    expect(await shown()).toMatchObject({ computedDesiredCount: 2, runningCount: 2 });
    await account.call("ecs", "UpdateTaskSet", {
      ...SERVICE,
      taskSet,
      scale: { value: 100, unit: "PERCENT" },
    });
    expect(await shown()).toMatchObject({ runningCount: 4, stabilityStatus: "STEADY_STATE" });
  });

  it("are deleted with their tasks, the PRIMARY one by force only", async () => {
    const account = newAccount();
    const { next } = await createBlueGreenService(account);
    const [first] = (await describeService(account)).taskSets;
    const taskSet = await add(account, next);
    await expect(
      account.call("ecs", "DeleteTaskSet", { ...SERVICE, taskSet: first?.taskSetArn }),
    ).rejects.toMatchObject({ code: "InvalidParameterException" });
    await account.call("ecs", "DeleteTaskSet", { ...SERVICE, taskSet });
    expect(await describeService(account)).toMatchObject({ runningCount: 2, taskSets: [{ id: first?.id }] });
    await expect(account.call("ecs", "DeleteTaskSet", { ...SERVICE, taskSet })).rejects.toMatchObject({
      code: "TaskSetNotFoundException",
    });
  });

  it("end with their service", async () => {
    const account = newAccount();
    const { next } = await createBlueGreenService(account);
    await add(account, next);
    await account.call("ecs", "DeleteService", { ...SERVICE, force: true });
    await expect(account.call("ecs", "ListTasks", { cluster: "cluster" })).resolves.toEqual({ taskArns: [] });
  });

  it("are not to be had of a service that ECS deploys itself", async () => {
    const account = newAccount();
    await createEcsService(account, SERVICE);
    await expect(add(account, "service")).rejects.toMatchObject({ code: "InvalidParameterException" });
  });

  it.each([
    ["a task definition", { taskDefinition: "other" }, "ClientException"],
    [
      "a container in it",
      { loadBalancers: [{ targetGroupArn: "arn", containerName: "other", containerPort: 80 }] },
      "InvalidParameterException",
    ],
  ])("need %s that is there", async (_what, changes, code) => {
    const account = newAccount();
    const { next } = await createBlueGreenService(account);
    await expect(add(account, next, changes)).rejects.toMatchObject({ code });
  });
});
