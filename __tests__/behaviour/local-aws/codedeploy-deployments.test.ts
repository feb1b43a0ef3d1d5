import { expect, it } from "vitest";
import { appSpec, createBlueGreenService, deploy } from "./blue-green-service";
import { onLocalAws, type TestAccount } from "./on-local-aws";

onLocalAws("a deployment of CodeDeploy", (newAccount) => {
  /** One that waits for the end of the old tasks. */
  async function started(account: TestAccount) {
    const { next } = await createBlueGreenService(account);
    const deployment = await deploy(account, appSpec(next));
    await deployment.rest();
    return { deployment, deploymentId: deployment.deploymentId, next };
  }

  it("shows what was started, through which group, and to which service", async () => {
    const account = newAccount();
    const { deploymentId, next } = await started(account);
    expect(deploymentId).toMatch(/^d-[A-Z0-9]{9}$/);
    const { deploymentInfo } = (await account.call("codedeploy", "GetDeployment", { deploymentId })) as {
      deploymentInfo: { revision: object };
    };
    expect(deploymentInfo).toMatchObject({
      applicationName: "application",
      deploymentGroupName: "group",
      deploymentConfigName: "CodeDeployDefault.ECSAllAtOnce",
      deploymentId,
      status: "InProgress",
      creator: "user",
      createTime: expect.any(Number),
      deploymentOverview: { InProgress: 1, Succeeded: 0 },
      instanceTerminationWaitTimeStarted: true,
      // AWS hides the content, which its own operation tells.
      revision: {
        revisionType: "AppSpecContent",
        appSpecContent: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      },
    });
    const { revision } = deploymentInfo;
    const asked = { applicationName: "application", revision };
    await expect(account.call("codedeploy", "GetApplicationRevision", asked)).resolves.toMatchObject({
      revision: { appSpecContent: { content: appSpec(next) } },
    });
    await expect(account.call("codedeploy", "ListDeploymentTargets", { deploymentId })).resolves.toEqual({
      targetIds: ["cluster:service"],
    });
  });

  it("shows the task sets of its target, with their share of the traffic", async () => {
    const account = newAccount();
    const { deploymentId } = await started(account);
    const input = { deploymentId, targetId: "cluster:service" };
    await expect(account.call("codedeploy", "GetDeploymentTarget", input)).resolves.toMatchObject({
      deploymentTarget: {
        deploymentTargetType: "ECSTarget",
        ecsTarget: {
          targetArn: account.arn("ecs", "service/cluster/service"),
          status: "InProgress",
          taskSetsInfo: [
            { taskSetLabel: "Blue", trafficWeight: 0, status: "ACTIVE", targetGroup: { name: "blue" } },
            { taskSetLabel: "Green", trafficWeight: 100, status: "PRIMARY", targetGroup: { name: "green" } },
          ],
        },
      },
    });
  });

  it("is the only one of its group until it is over", async () => {
    const account = newAccount();
    const { deployment, deploymentId, next } = await started(account);
    await expect(deploy(account, appSpec(next))).rejects.toMatchObject({
      code: "DeploymentLimitExceededException",
    });
    await account.passTime({ minutes: 5 });
    await deployment.rest();
    const second = await deploy(account, appSpec(next));
    await expect(account.call("codedeploy", "ListDeployments", {})).resolves.toEqual({
      deployments: [second.deploymentId, deploymentId],
    });
    const succeeded = { includeOnlyStatuses: ["Succeeded"] };
    await expect(account.call("codedeploy", "ListDeployments", succeeded)).resolves.toEqual({
      deployments: [deploymentId],
    });
  });

  it("is stopped only once", async () => {
    const account = newAccount();
    const { deployment } = await started(account);
    await deployment.stop();
    await expect(deployment.stop()).rejects.toMatchObject({ code: "DeploymentAlreadyCompletedException" });
    await expect(deployment.goOn()).rejects.toMatchObject({ code: "DeploymentAlreadyCompletedException" });
  });

  it.each([
    ["an unknown application", { applicationName: "other" }, "ApplicationDoesNotExistException"],
    ["an unknown group", { deploymentGroupName: "other" }, "DeploymentGroupDoesNotExistException"],
    ["an unknown configuration", { deploymentConfigName: "other" }, "DeploymentConfigDoesNotExistException"],
    ["no revision", { revision: undefined }, "RevisionRequiredException"],
    [
      "a revision in GitHub, as its platform is ECS",
      { revision: { revisionType: "GitHub" } },
      "InvalidRevisionException",
    ],
  ])("is refused with %s", async (_what, changes, code) => {
    const account = newAccount();
    const { next } = await createBlueGreenService(account);
    await expect(deploy(account, appSpec(next), changes)).rejects.toMatchObject({ code });
  });
});
