import { expect, it } from "vitest";
import { appSpec, CODEDEPLOY_ACTIONS, createBlueGreenService, deploy } from "./blue-green-service";
import { CALL_AWS, createFunction, until } from "./functions";
import { onLocalAws } from "./on-local-aws";

const LIMIT = { timeout: 40_000 };

/** A function that says this of the deployment, as AWS's own example does. */
const says = (status: string) => `${CALL_AWS}
exports.handler = async (event) => {
  await call("codedeploy", "CodeDeploy_20141006.PutLifecycleEventHookExecutionStatus", {
    deploymentId: event.DeploymentId,
    lifecycleEventHookExecutionId: event.LifecycleEventHookExecutionId,
    status: "${status}",
  });
};`;
const PUT = { actions: ["codedeploy:PutLifecycleEventHookExecutionStatus"] };

onLocalAws("a function that is run during a deployment", (newAccount) => {
  it("lets it go on when it says so, at each event that names it", LIMIT, async () => {
    const account = newAccount();
    const { next } = await createBlueGreenService(account);
    await createFunction(account, says("Succeeded"), PUT);
    const hooks = {
      BeforeInstall: "function",
      AfterAllowTestTraffic: account.arn("lambda", "function:function"),
      AfterAllowTraffic: "function",
    };
    const deployment = await deploy(account, appSpec(next, hooks));
    expect(await deployment.rest()).toMatchObject({ reason: "termination" });
    expect(await account.invocations("function")).toHaveLength(3);
  });

  it("ends it when it says so, before any traffic was shifted", LIMIT, async () => {
    const account = newAccount();
    const autoRollbackConfiguration = { enabled: true, events: ["DEPLOYMENT_FAILURE"] };
    const { next } = await createBlueGreenService(account, { autoRollbackConfiguration });
    await createFunction(account, says("Failed"), PUT);
    const deployment = await deploy(account, appSpec(next, { AfterAllowTestTraffic: "function" }));
    expect(await deployment.rest()).toEqual({ reason: "over", status: "Failed" });
    expect((await deployment.told()).errorInformation).toEqual({
      code: "HOOK_EXECUTION_FAILURE",
      message:
        "The deployment failed because one or more of the lifecycle event validation functions failed.",
    });
    const events = await deployment.lifecycleEvents();
    expect(events[4]).toMatchObject({ status: "Failed", diagnostics: { scriptName: "function" } });
    expect(events[5]).toMatchObject({ status: "Skipped" });
    const listeners = (await deployment.traffic()).map(({ listener }) => listener);
    expect(listeners).toEqual(["test"]);
    expect(await (await deployment.rollback())?.status()).toBe("Succeeded");
  });

  it("ends it when it has said nothing for an hour", LIMIT, async () => {
    const account = newAccount();
    const { next } = await createBlueGreenService(account);
    await createFunction(account, "exports.handler = async () => {};");
    const deployment = await deploy(account, appSpec(next, { BeforeInstall: "function" }));
    await until(
      () => account.invocations("function"),
      (invocations) => invocations.some(({ endTime }) => endTime !== undefined),
    );
    expect((await deployment.lifecycleEvents())[0]).toMatchObject({ status: "InProgress" });
    await account.passTime({ minutes: 60 });
    expect(await deployment.rest()).toEqual({ reason: "over", status: "Failed" });
    expect((await deployment.told()).errorInformation).toMatchObject({
      code: "TIMEOUT",
      message: expect.stringContaining("within one hour"),
    });
  });

  it("says how it went only once, and only with the id that it got", LIMIT, async () => {
    const account = newAccount();
    const { next } = await createBlueGreenService(account);
    const id = "console.log(event.LifecycleEventHookExecutionId)";
    await createFunction(account, `exports.handler = async (event) => { ${id}; };`);
    const deployment = await deploy(account, appSpec(next, { AfterInstall: "function" }));
    const log = await until(
      () => account.functionLog("function"),
      (lines) => lines.some((line) => line.includes("INFO")),
    );
    const lifecycleEventHookExecutionId = log
      .find((line) => line.includes("INFO"))
      ?.split("\t")
      .at(-1)
      ?.trim();
    const put = (changes: object) =>
      account.call("codedeploy", "PutLifecycleEventHookExecutionStatus", {
        deploymentId: deployment.deploymentId,
        lifecycleEventHookExecutionId,
        status: "Succeeded",
        ...changes,
      });
    await expect(put({ lifecycleEventHookExecutionId: "other" })).rejects.toMatchObject({
      code: "InvalidLifecycleEventHookExecutionIdException",
    });
    await expect(put({ status: "Perhaps" })).rejects.toMatchObject({
      code: "InvalidLifecycleEventHookExecutionStatusException",
    });
    await expect(put({})).resolves.toEqual({ lifecycleEventHookExecutionId });
    await expect(put({})).rejects.toMatchObject({ code: "LifecycleEventAlreadyCompletedException" });
    expect(await deployment.rest()).toMatchObject({ reason: "termination" });
  });

  it("has to be allowed to the group's role", LIMIT, async () => {
    const account = newAccount();
    const actions = CODEDEPLOY_ACTIONS.filter((action) => action !== "lambda:InvokeFunction");
    const { next } = await createBlueGreenService(account, {}, actions);
    await createFunction(account, says("Succeeded"), PUT);
    const deployment = await deploy(account, appSpec(next, { BeforeAllowTraffic: "function" }));
    expect(await deployment.rest()).toEqual({ reason: "over", status: "Failed" });
    expect((await deployment.told()).errorInformation).toMatchObject({
      code: "IAM_ROLE_PERMISSIONS",
      message: expect.stringContaining("lambda:InvokeFunction on resource"),
    });
  });

  it("has to exist", LIMIT, async () => {
    const account = newAccount();
    const { next } = await createBlueGreenService(account);
    const deployment = await deploy(account, appSpec(next, { BeforeInstall: "nobody" }));
    expect(await deployment.rest()).toEqual({ reason: "over", status: "Failed" });
    expect((await deployment.told()).errorInformation?.code).toBe("INVALID_LAMBDA_FUNCTION");
  });

  it("cannot test what the group has no listener for", LIMIT, async () => {
    const account = newAccount();
    const { loadBalancer, next } = await createBlueGreenService(account);
    await account.call("codedeploy", "UpdateDeploymentGroup", {
      applicationName: "application",
      currentDeploymentGroupName: "group",
      loadBalancerInfo: {
        targetGroupPairInfoList: [
          {
            targetGroups: [{ name: "blue" }, { name: "green" }],
            prodTrafficRoute: { listenerArns: [loadBalancer.production] },
          },
        ],
      },
    });
    const deployment = await deploy(account, appSpec(next, { AfterAllowTestTraffic: "function" }));
    expect(await deployment.rest()).toEqual({ reason: "over", status: "Failed" });
    expect((await deployment.told()).errorInformation?.message).toContain("no test listener");
    const plain = await deploy(account, appSpec(next));
    expect(await plain.rest()).toMatchObject({ reason: "termination" });
    expect(await plain.lifecycleEvents()).toHaveLength(6);
  });
});
