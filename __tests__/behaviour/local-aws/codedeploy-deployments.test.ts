import { expect, it } from "vitest";
import { createGroup } from "./blue-green";
import { onLocalAws, type TestAccount } from "./on-local-aws";

const appSpecContent = { content: '{"version":0.0,"Resources":[]}' };
const deployment = {
  applicationName: "application",
  deploymentGroupName: "group",
  revision: { revisionType: "AppSpecContent", appSpecContent },
};

async function start(account: TestAccount, changes: object = {}): Promise<string> {
  const input = { ...deployment, ...changes };
  const answer = await account.call("codedeploy", "CreateDeployment", input);
  return (answer as { deploymentId: string }).deploymentId;
}

onLocalAws("a deployment of CodeDeploy", (newAccount) => {
  it("shows what was started, through which group, and to which service", async () => {
    const account = newAccount();
    await createGroup(account);
    const deploymentId = await start(account);
    expect(deploymentId).toMatch(/^d-[A-Z0-9]{9}$/);
    await expect(account.call("codedeploy", "GetDeployment", { deploymentId })).resolves.toMatchObject({
      deploymentInfo: { ...deployment, deploymentId, status: "InProgress", createTime: expect.any(Number) },
    });
    await expect(account.call("codedeploy", "ListDeploymentTargets", { deploymentId })).resolves.toEqual({
      targetIds: ["cluster:service"],
    });
  });

  it("is the only one of its group until it is stopped", async () => {
    const account = newAccount();
    await createGroup(account);
    const deploymentId = await start(account);
    await expect(start(account)).rejects.toMatchObject({ code: "DeploymentLimitExceededException" });
    await account.call("codedeploy", "StopDeployment", { deploymentId });
    const second = await start(account);
    await expect(account.call("codedeploy", "ListDeployments", {})).resolves.toEqual({
      deployments: [second, deploymentId],
    });
    const stopped = { includeOnlyStatuses: ["Stopped"] };
    await expect(account.call("codedeploy", "ListDeployments", stopped)).resolves.toEqual({
      deployments: [deploymentId],
    });
  });

  it("is stopped only once", async () => {
    const account = newAccount();
    await createGroup(account);
    const deploymentId = await start(account);
    await account.call("codedeploy", "StopDeployment", { deploymentId });
    await expect(account.call("codedeploy", "StopDeployment", { deploymentId })).rejects.toMatchObject({
      code: "DeploymentAlreadyCompletedException",
    });
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
    await createGroup(account);
    await expect(start(account, changes)).rejects.toMatchObject({ code });
  });
});
