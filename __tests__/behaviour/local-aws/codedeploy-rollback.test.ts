import { expect, it } from "vitest";
import type { LocalDeployment } from "../../../local/aws/local-deployments";
import { runningImages } from "../../../local/aws/local-ecs-service";
import {
  appSpec,
  CODEDEPLOY_ACTIONS,
  createBlueGreenService,
  deploy,
  describeService,
  registerTask,
} from "./blue-green-service";
import { createRule, weightsOf, weightsOfRule } from "./load-balancer";
import { onLocalAws, type TestAccount } from "./on-local-aws";

const LIMIT = { timeout: 20_000 };
const deploymentConfigName = "CodeDeployDefault.ECSCanary10Percent5Minutes";

const on = (...events: string[]) => ({ autoRollbackConfiguration: { enabled: true, events } });
const watched = (changes: object = {}) => ({
  alarmConfiguration: { enabled: true, alarms: [{ name: "errors" }], ...changes },
});

async function createAlarm(account: TestAccount): Promise<void> {
  await account.query("monitoring", "PutMetricAlarm", {
    AlarmName: "errors",
    MetricName: "errors",
    Namespace: "shop",
    Period: "60",
    EvaluationPeriods: "1",
    Threshold: "1",
    Statistic: "Sum",
    ComparisonOperator: "GreaterThanThreshold",
  });
}

const setAlarm = (account: TestAccount, StateValue: string) =>
  account.query("monitoring", "SetAlarmState", { AlarmName: "errors", StateValue, StateReason: "test" });

onLocalAws("a blue/green deployment that does not succeed", (newAccount) => {
  async function halfWay(account: TestAccount, changes: object, actions?: readonly string[]) {
    const service = await createBlueGreenService(account, { deploymentConfigName, ...changes }, actions);
    const deployment = await deploy(account, appSpec(service.next));
    expect(await deployment.rest()).toMatchObject({ reason: "traffic" });
    return { ...service, deployment };
  }

  async function expectBack(account: TestAccount, production: string, deployment: LocalDeployment) {
    expect(await weightsOf(account, production)).toEqual({ blue: 100, green: 0 });
    const { taskSets, runningCount } = await describeService(account);
    expect(taskSets).toMatchObject([{ status: "PRIMARY" }]);
    expect(taskSets[0]?.externalId).toBeUndefined();
    expect(runningCount).toBe(2);
    expect(await runningImages(account, "cluster", "service")).toMatchObject({
      service: { image: "blue:1" },
    });
    const rollback = await deployment.rollback();
    expect(await rollback?.told()).toMatchObject({
      status: "Succeeded",
      creator: "codeDeployRollback",
      rollbackInfo: { rollbackTriggeringDeploymentId: deployment.deploymentId },
    });
    expect((await deployment.told()).rollbackInfo).toMatchObject({
      rollbackDeploymentId: rollback?.deploymentId,
      rollbackMessage: expect.stringContaining("has rolled back"),
    });
  }

  it("is rolled back by an alarm", LIMIT, async () => {
    const account = newAccount();
    await createAlarm(account);
    const { loadBalancer, deployment } = await halfWay(account, {
      ...watched(),
      ...on("DEPLOYMENT_STOP_ON_ALARM"),
    });
    await setAlarm(account, "ALARM");
    expect(await deployment.rest()).toEqual({ reason: "over", status: "Stopped" });
    expect((await deployment.told()).errorInformation).toMatchObject({
      code: "ALARM_ACTIVE",
      message: expect.stringContaining("<errors>"),
    });
    await expectBack(account, loadBalancer.production, deployment);
    expect(await weightsOf(account, loadBalancer.test)).toEqual({ blue: 100, green: 0 });
  });

  it(
    "is rolled back by an alarm after all traffic was shifted, while the old tasks are there",
    LIMIT,
    async () => {
      const account = newAccount();
      await createAlarm(account);
      const { loadBalancer, deployment } = await halfWay(account, {
        ...watched(),
        ...on("DEPLOYMENT_STOP_ON_ALARM"),
      });
      await account.passTime({ minutes: 5 });
      expect(await deployment.rest()).toMatchObject({ reason: "termination" });
      await setAlarm(account, "ALARM");
      expect(await deployment.rest()).toEqual({ reason: "over", status: "Stopped" });
      await expectBack(account, loadBalancer.production, deployment);
    },
  );

  it("does not go a step further when an alarm is active by then", LIMIT, async () => {
    const account = newAccount();
    await createAlarm(account);
    const { deployment } = await halfWay(account, watched());
    await setAlarm(account, "ALARM");
    await account.passTime({ minutes: 5 });
    expect(await deployment.rest()).toEqual({ reason: "over", status: "Stopped" });
    expect((await deployment.traffic()).filter(({ listener }) => listener === "production")).toHaveLength(1);
  });

  it("does not begin while an alarm is active", LIMIT, async () => {
    const account = newAccount();
    await createAlarm(account);
    await setAlarm(account, "ALARM");
    const { next } = await createBlueGreenService(account, {
      ...watched(),
      ...on("DEPLOYMENT_STOP_ON_ALARM"),
    });
    const deployment = await deploy(account, appSpec(next));
    expect(await deployment.rest()).toEqual({ reason: "over", status: "Stopped" });
    expect(await deployment.rollback()).toBeUndefined();
    expect((await describeService(account)).taskSets).toHaveLength(1);
  });

  it.each([
    [false, "Stopped"],
    [true, "InProgress"],
  ])("with alarms that its role may not look at, ignored: %s, is %s", LIMIT, async (ignored, status) => {
    const account = newAccount();
    await createAlarm(account);
    const actions = CODEDEPLOY_ACTIONS.filter((action) => action !== "cloudwatch:DescribeAlarms");
    const { next } = await createBlueGreenService(
      account,
      watched({ ignorePollAlarmFailure: ignored }),
      actions,
    );
    const deployment = await deploy(account, appSpec(next));
    expect(await deployment.rest()).toMatchObject({ status });
    const { errorInformation } = await deployment.told();
    expect(errorInformation?.message ?? "").toContain(ignored ? "" : "cloudwatch:DescribeAlarms");
  });

  it(
    "leaves the new tasks and their share of the traffic where it is stopped without a roll-back",
    LIMIT,
    async () => {
      const account = newAccount();
      const { loadBalancer, deployment, next } = await halfWay(account, on("DEPLOYMENT_STOP_ON_ALARM"));
      await deployment.stop();
      expect(await deployment.rest()).toEqual({ reason: "over", status: "Stopped" });
      expect(await weightsOf(account, loadBalancer.production)).toEqual({ blue: 90, green: 10 });
      const { taskSets } = await describeService(account);
      expect(taskSets.map(({ status }) => status)).toEqual(["PRIMARY", "ACTIVE"]);
      expect(await deployment.rollback()).toBeUndefined();
      const second = await deploy(account, appSpec(next));
      expect(await second.rest()).toEqual({ reason: "over", status: "Failed" });
      expect((await second.told()).errorInformation?.message).toContain(taskSets[1]?.taskSetArn);
    },
  );

  it.each([
    ["whoever stops it says so", {}, true],
    ["its group says so", on("DEPLOYMENT_STOP_ON_REQUEST"), undefined],
  ])("is rolled back when it is stopped and %s", LIMIT, async (_why, changes, rollBack) => {
    const account = newAccount();
    const { loadBalancer, deployment } = await halfWay(account, changes);
    await deployment.stop(rollBack === undefined ? {} : { rollBack });
    expect(await deployment.rest()).toEqual({ reason: "over", status: "Stopped" });
    expect((await deployment.told()).errorInformation?.code).toBe("MANUAL_STOP");
    await expectBack(account, loadBalancer.production, deployment);
  });

  it("is not rolled back when whoever stops it says no", LIMIT, async () => {
    const account = newAccount();
    const { deployment } = await halfWay(account, on("DEPLOYMENT_STOP_ON_REQUEST"));
    await deployment.stop({ rollBack: false });
    await deployment.rest();
    expect(await deployment.rollback()).toBeUndefined();
  });

  it("lets the next one through once it was rolled back", LIMIT, async () => {
    const account = newAccount();
    const { deployment, next } = await halfWay(account, {});
    await deployment.stop({ rollBack: true });
    await deployment.rest();
    const second = await deploy(account, appSpec(next));
    expect(await second.rest()).toMatchObject({ reason: "traffic" });
  });

  it("fails with the service's reason when its tasks do not start within an hour", LIMIT, async () => {
    const account = newAccount();
    const { loadBalancer } = await createBlueGreenService(account, on("DEPLOYMENT_FAILURE"));
    await account.createImageRepository("app");
    const missing = `${account.accountId}.dkr.ecr.${account.region}.amazonaws.com/app:missing`;
    const deployment = await deploy(account, appSpec(await registerTask(account, missing)));
    expect(await deployment.rest()).toMatchObject({ reason: "tasks", status: "InProgress" });
    expect((await deployment.lifecycleEvents())[1]).toMatchObject({
      lifecycleEventName: "Install",
      status: "InProgress",
    });
    await account.passTime({ minutes: 60 });
    expect(await deployment.rest()).toEqual({ reason: "over", status: "Failed" });
    const { errorInformation } = await deployment.told();
    expect(errorInformation?.code).toBe("TIMEOUT");
    expect(errorInformation?.message).toContain("CannotPullContainerError");
    expect((await deployment.lifecycleEvents()).map(({ status }) => status)).toEqual([
      "Succeeded",
      "Failed",
      ...Array<string>(6).fill("Skipped"),
    ]);
    expect((await describeService(account)).taskSets).toHaveLength(1);
    expect(await weightsOf(account, loadBalancer.production)).toEqual({ blue: 1 });
  });

  it("goes on as soon as its tasks start", LIMIT, async () => {
    const account = newAccount();
    await createBlueGreenService(account);
    await account.createImageRepository("app");
    const image = `${account.accountId}.dkr.ecr.${account.region}.amazonaws.com/app:late`;
    const deployment = await deploy(account, appSpec(await registerTask(account, image)));
    await deployment.rest();
    await account.pushImage({ repository: "app", tag: "late" });
    await account.passTime({ minutes: 1 });
    await expect.poll(async () => (await deployment.rest()).reason, { timeout: 10_000 }).toBe("termination");
  });

  it.each([
    ["ecs:DescribeServices", "AmazonECS"],
    ["ecs:CreateTaskSet", "AmazonECS"],
    ["iam:PassRole", "AmazonECS"],
    ["ecs:UpdateServicePrimaryTaskSet", "AmazonECS"],
    ["elasticloadbalancing:DescribeTargetGroups", "AmazonElasticLoadBalancing"],
    ["elasticloadbalancing:DescribeListeners", "AmazonElasticLoadBalancing"],
    ["elasticloadbalancing:DescribeRules", "AmazonElasticLoadBalancing"],
    ["elasticloadbalancing:ModifyListener", "AmazonElasticLoadBalancing"],
  ])("fails without %s, and says who may not do it", LIMIT, async (missing, service) => {
    const account = newAccount();
    const actions = CODEDEPLOY_ACTIONS.filter((action) => action !== missing);
    const { next } = await createBlueGreenService(account, {}, actions);
    const deployment = await deploy(account, appSpec(next));
    expect(await deployment.rest()).toEqual({ reason: "over", status: "Failed" });
    const { errorInformation } = await deployment.told();
    expect(errorInformation?.code).toBe("IAM_ROLE_PERMISSIONS");
    const role = `arn:aws:iam::${account.accountId}:role/codedeploy`;
    expect(errorInformation?.message).toContain(
      `The IAM role ${role} does not give you permission to perform operations in the following AWS service: ${service}.`,
    );
    expect(errorInformation?.message).toContain(`is not authorized to perform: ${missing} on resource`);
  });

  it("takes back the part of the traffic that it could shift", LIMIT, async () => {
    const account = newAccount();
    const { loadBalancer, next } = await createBlueGreenService(account, on("DEPLOYMENT_FAILURE"));
    const forward = { Type: "forward", TargetGroupArn: loadBalancer.targetGroups.blue };
    const first = await createRule(account, loadBalancer.production, "1", forward);
    const second = await createRule(account, loadBalancer.production, "2", forward);
    const refused = { Effect: "Deny", Action: "elasticloadbalancing:ModifyRule", Resource: second };
    await account.query("iam", "PutRolePolicy", {
      RoleName: "codedeploy",
      PolicyName: "refused",
      PolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: [refused] }),
    });
    const deployment = await deploy(account, appSpec(next));
    expect(await deployment.rest()).toEqual({ reason: "over", status: "Failed" });
    expect((await deployment.told()).errorInformation?.message).toContain(second);
    expect(await weightsOfRule(account, first)).toEqual({ blue: 100, green: 0 });
    expect(await weightsOfRule(account, second)).toEqual({ blue: 1 });
    // What it must not change, it can't change back.
    expect(await (await deployment.rollback())?.status()).toBe("Failed");
  });

  it("has failed also when only the old tasks could not be ended", LIMIT, async () => {
    const account = newAccount();
    const actions = CODEDEPLOY_ACTIONS.filter((action) => action !== "ecs:DeleteTaskSet");
    const { next } = await createBlueGreenService(account, {}, actions);
    const deployment = await deploy(account, appSpec(next));
    await deployment.rest();
    await account.passTime({ minutes: 5 });
    expect(await deployment.rest()).toEqual({ reason: "over", status: "Failed" });
    expect((await describeService(account)).taskSets).toMatchObject([
      { status: "ACTIVE" },
      { status: "PRIMARY", externalId: deployment.deploymentId },
    ]);
  });

  it("fails with a role that does not trust CodeDeploy any more", LIMIT, async () => {
    const account = newAccount();
    const { next } = await createBlueGreenService(account);
    await account.query("iam", "UpdateAssumeRolePolicy", {
      RoleName: "codedeploy",
      PolicyDocument: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
        ],
      }),
    });
    const deployment = await deploy(account, appSpec(next));
    expect(await deployment.rest()).toEqual({ reason: "over", status: "Failed" });
    expect((await deployment.told()).errorInformation?.message).toContain("sts:AssumeRole");
  });
});
