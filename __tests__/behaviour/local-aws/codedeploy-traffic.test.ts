import { expect, it } from "vitest";
import type { LocalDeployment } from "../../../local/aws/local-deployments";
import {
  appSpec,
  CODEDEPLOY_ACTIONS,
  createBlueGreenService,
  deploy,
  describeService,
} from "./blue-green-service";
import { createRule, weightsOf } from "./load-balancer";
import { onLocalAws } from "./on-local-aws";

const LIMIT = { timeout: 20_000 };

/** How much of the production traffic went to the new tasks, step by step. */
async function steps(deployment: LocalDeployment): Promise<(number | undefined)[]> {
  return (await deployment.traffic())
    .filter(({ listener }) => listener === "production")
    .map(({ weights }) => weights.green);
}

onLocalAws("the traffic of a blue/green deployment", (newAccount) => {
  it("goes in two steps with a canary, by the account's clock", LIMIT, async () => {
    const account = newAccount();
    const deploymentConfigName = "CodeDeployDefault.ECSCanary10Percent5Minutes";
    const { loadBalancer, next } = await createBlueGreenService(account, { deploymentConfigName });
    const deployment = await deploy(account, appSpec(next));
    expect(await deployment.rest()).toMatchObject({ reason: "traffic" });
    expect(await weightsOf(account, loadBalancer.production)).toEqual({ blue: 90, green: 10 });
    expect(await weightsOf(account, loadBalancer.test)).toEqual({ blue: 0, green: 100 });
    await account.passTime({ minutes: 4 });
    expect(await steps(deployment)).toEqual([10]);
    expect((await describeService(account)).taskSets[0]).toMatchObject({ status: "PRIMARY" });
    await account.passTime({ minutes: 1 });
    expect(await deployment.rest()).toMatchObject({ reason: "termination" });
    expect(await steps(deployment)).toEqual([10, 100]);
    expect(await weightsOf(account, loadBalancer.production)).toEqual({ blue: 0, green: 100 });
  });

  it("goes in equal steps where it is linear, also one that does not divide a hundred", LIMIT, async () => {
    const account = newAccount();
    const deploymentConfigName = "by-forty";
    await account.call("codedeploy", "CreateDeploymentConfig", {
      deploymentConfigName,
      computePlatform: "ECS",
      trafficRoutingConfig: {
        type: "TimeBasedLinear",
        timeBasedLinear: { linearPercentage: 40, linearInterval: 2 },
      },
    });
    const { next } = await createBlueGreenService(account, { deploymentConfigName });
    const deployment = await deploy(account, appSpec(next));
    for (const expected of [[40], [40, 80]]) {
      expect(await deployment.rest()).toMatchObject({ reason: "traffic" });
      expect(await steps(deployment)).toEqual(expected);
      await account.passTime({ minutes: 2 });
    }
    expect(await deployment.rest()).toMatchObject({ reason: "termination" });
    expect(await steps(deployment)).toEqual([40, 80, 100]);
  });

  it("follows the configuration that the deployment names in place of its group's", LIMIT, async () => {
    const account = newAccount();
    const { next } = await createBlueGreenService(account);
    const deploymentConfigName = "CodeDeployDefault.ECSLinear10PercentEvery1Minutes";
    const deployment = await deploy(account, appSpec(next), { deploymentConfigName });
    expect(await deployment.rest()).toMatchObject({ reason: "traffic" });
    expect(await steps(deployment)).toEqual([10]);
  });

  it("is shifted in the rules of a listener that lead to the pair, and in no other", LIMIT, async () => {
    const account = newAccount();
    const { loadBalancer, next } = await createBlueGreenService(account);
    const rule = (priority: string, action: Record<string, string>) =>
      createRule(account, loadBalancer.production, priority, action);
    await rule("1", { Type: "forward", TargetGroupArn: loadBalancer.targetGroups.blue });
    await rule("2", { Type: "fixed-response", "FixedResponseConfig.StatusCode": "404" });
    await (await deploy(account, appSpec(next))).rest();
    const rules = await account.query("elasticloadbalancing", "DescribeRules", {
      ListenerArn: loadBalancer.production,
    });
    expect(rules.match(/<Weight>100<\/Weight>/g)).toHaveLength(2);
    expect(rules).toContain("fixed-response");
  });

  it("goes all at once through a network load balancer", LIMIT, async () => {
    const account = newAccount();
    const { loadBalancer, next } = await createBlueGreenService(account, {}, CODEDEPLOY_ACTIONS, "network");
    const deployment = await deploy(account, appSpec(next));
    expect(await deployment.rest()).toMatchObject({ reason: "termination" });
    expect(await weightsOf(account, loadBalancer.production)).toEqual({ green: 1 });
  });

  it("goes in no steps through a network load balancer", LIMIT, async () => {
    const account = newAccount();
    const deploymentConfigName = "CodeDeployDefault.ECSCanary10Percent5Minutes";
    const { next } = await createBlueGreenService(
      account,
      { deploymentConfigName },
      CODEDEPLOY_ACTIONS,
      "network",
    );
    const deployment = await deploy(account, appSpec(next));
    expect(await deployment.rest()).toEqual({ reason: "over", status: "Failed" });
    expect((await deployment.told()).errorInformation?.message).toContain("Only ALB supports");
  });

  it("waits for somebody before it is shifted, where the group says so", LIMIT, async () => {
    const account = newAccount();
    const { loadBalancer, next } = await createBlueGreenService(account, ready(60));
    const deployment = await deploy(account, appSpec(next));
    expect(await deployment.rest()).toMatchObject({ reason: "ready", status: "Ready" });
    expect(await weightsOf(account, loadBalancer.production)).toEqual({ blue: 1 });
    expect(await weightsOf(account, loadBalancer.test)).toEqual({ blue: 0, green: 100 });
    await deployment.goOn();
    expect(await deployment.rest()).toMatchObject({ reason: "termination", status: "InProgress" });
    await deployment.goOn("TERMINATION_WAIT");
    expect(await deployment.rest()).toEqual({ reason: "over", status: "Succeeded" });
  });

  it("is not shifted when nobody said so in time: the deployment is stopped", LIMIT, async () => {
    const account = newAccount();
    const { loadBalancer, next } = await createBlueGreenService(account, ready(60));
    const deployment = await deploy(account, appSpec(next));
    await deployment.rest();
    await account.passTime({ minutes: 60 });
    expect(await deployment.rest()).toEqual({ reason: "over", status: "Stopped" });
    expect((await deployment.told()).errorInformation).toMatchObject({
      code: "TIMEOUT",
      message: expect.stringContaining("waiting for a notification to continue"),
    });
    expect(await weightsOf(account, loadBalancer.production)).toEqual({ blue: 1 });
    expect((await describeService(account)).taskSets.map(({ status }) => status)).toEqual([
      "PRIMARY",
      "ACTIVE",
    ]);
  });

  it("cannot be told to go on while nothing waits", LIMIT, async () => {
    const account = newAccount();
    const { next } = await createBlueGreenService(account);
    const deployment = await deploy(account, appSpec(next));
    await deployment.rest();
    await expect(deployment.goOn("READY_WAIT")).rejects.toMatchObject({
      code: "DeploymentIsNotInReadyStateException",
    });
  });

  it("has to go to what is in production before it is shifted", LIMIT, async () => {
    const account = newAccount();
    const { loadBalancer, next } = await createBlueGreenService(account);
    await account.query("elasticloadbalancing", "ModifyListener", {
      ListenerArn: loadBalancer.production,
      "DefaultActions.member.1.Type": "forward",
      "DefaultActions.member.1.TargetGroupArn": loadBalancer.targetGroups.green,
    });
    const deployment = await deploy(account, appSpec(next));
    expect(await deployment.rest()).toEqual({ reason: "over", status: "Failed" });
    expect((await deployment.told()).errorInformation).toEqual({
      code: "ELASTIC_LOAD_BALANCING_INVALID",
      message: `The ELB could not be updated due to the following error: Primary taskset target group must be behind listener ${loadBalancer.production}`,
    });
    expect((await describeService(account)).taskSets).toHaveLength(1);
  });
});

function ready(waitTimeInMinutes: number): object {
  return {
    blueGreenDeploymentConfiguration: {
      deploymentReadyOption: { actionOnTimeout: "STOP_DEPLOYMENT", waitTimeInMinutes },
      terminateBlueInstancesOnDeploymentSuccess: { action: "TERMINATE", terminationWaitTimeInMinutes: 5 },
    },
  };
}
