import { expect, it } from "vitest";
import { latestDeployment } from "../../../local/aws/local-deployments";
import { runningImages } from "../../../local/aws/local-ecs-service";
import { appSpec, createBlueGreenService, deploy, describeService } from "./blue-green-service";
import { weightsOf } from "./load-balancer";
import { onLocalAws } from "./on-local-aws";

const LIMIT = { timeout: 20_000 };

onLocalAws("a blue/green deployment", (newAccount) => {
  it("replaces the tasks in production, and is over when the old ones are gone", LIMIT, async () => {
    const account = newAccount();
    const { loadBalancer, next } = await createBlueGreenService(account);
    const before = await describeService(account);
    expect(before).toMatchObject({ runningCount: 2, taskSets: [{ status: "PRIMARY" }] });
    const deployment = await deploy(account, appSpec(next));
    expect(await deployment.rest()).toMatchObject({ reason: "termination", status: "InProgress" });
    expect(await describeService(account)).toMatchObject({
      taskDefinition: next,
      loadBalancers: [{ targetGroupArn: loadBalancer.targetGroups.green, containerPort: 80 }],
      runningCount: 4,
      taskSets: [
        { status: "ACTIVE", taskDefinition: before.taskDefinition },
        { status: "PRIMARY", externalId: deployment.deploymentId, stabilityStatus: "STEADY_STATE" },
      ],
    });
    expect(await weightsOf(account, loadBalancer.production)).toEqual({ blue: 0, green: 100 });
    expect(await runningImages(account, "cluster", "service")).toMatchObject({
      service: { image: "green:1" },
    });
    await account.passTime({ minutes: 5 });
    expect(await deployment.rest()).toEqual({ reason: "over", status: "Succeeded" });
    expect(await describeService(account)).toMatchObject({
      runningCount: 2,
      taskSets: [{ status: "PRIMARY" }],
    });
    expect(
      (await deployment.lifecycleEvents()).map((event) => [event.lifecycleEventName, event.status]),
    ).toEqual(
      [
        "BeforeInstall",
        "Install",
        "AfterInstall",
        "AllowTestTraffic",
        "AfterAllowTestTraffic",
        "BeforeAllowTraffic",
        "AllowTraffic",
        "AfterAllowTraffic",
      ].map((name) => [name, "Succeeded"]),
    );
    const newest = await latestDeployment(account, "application", "group");
    expect(newest.deploymentId).toBe(deployment.deploymentId);
  });
});
