import { expect, it } from "vitest";
import { appSpec, createBlueGreenService, deploy } from "./blue-green-service";
import { onLocalAws, type TestAccount } from "./on-local-aws";

const LIMIT = { timeout: 20_000 };

/** Records the events of CodeDeploy; answers with them, oldest first. */
async function record(account: TestAccount) {
  await account.call("logs", "CreateLogGroup", { logGroupName: "/deployments" });
  const EventPattern = JSON.stringify({
    source: ["aws.codedeploy"],
    "detail-type": ["CodeDeploy Deployment State-change Notification"],
  });
  await account.call("events", "PutRule", { Name: "deployments", EventPattern });
  const Arn = account.arn("logs", "log-group:/deployments");
  await account.call("events", "PutTargets", { Rule: "deployments", Targets: [{ Id: "log", Arn }] });
  return async () =>
    (await account.deliveries()).map(({ event }) => event as { resources: readonly string[]; detail: Told });
}

interface Told {
  readonly deploymentId: string;
  readonly state: string;
}

onLocalAws("the events of a deployment", (newAccount) => {
  it("tell its start, that it is ready, and its end, in AWS's form", LIMIT, async () => {
    const account = newAccount();
    const events = await record(account);
    const { next } = await createBlueGreenService(account, {
      blueGreenDeploymentConfiguration: {
        deploymentReadyOption: { actionOnTimeout: "STOP_DEPLOYMENT", waitTimeInMinutes: 10 },
        terminateBlueInstancesOnDeploymentSuccess: { action: "TERMINATE", terminationWaitTimeInMinutes: 0 },
      },
    });
    const deployment = await deploy(account, appSpec(next));
    await deployment.rest();
    await deployment.goOn();
    await deployment.rest();
    const told = await events();
    expect(told.map(({ detail }) => detail.state)).toEqual(["START", "READY", "SUCCESS"]);
    expect(told[2]).toMatchObject({
      resources: [
        account.arn("codedeploy", "application:application"),
        account.arn("codedeploy", "deploymentgroup:application/group"),
      ],
      detail: {
        application: "application",
        deploymentGroup: "group",
        deploymentId: deployment.deploymentId,
        instanceGroupId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        region: account.region,
      },
    });
  });

  it("tell of its stop, and of the deployment that takes it back", LIMIT, async () => {
    const account = newAccount();
    const events = await record(account);
    const { next } = await createBlueGreenService(account);
    const deployment = await deploy(account, appSpec(next));
    await deployment.rest();
    await deployment.stop({ rollBack: true });
    await deployment.rest();
    const rollback = await deployment.rollback();
    expect((await events()).map(({ detail }) => [detail.deploymentId, detail.state])).toEqual([
      [deployment.deploymentId, "START"],
      [deployment.deploymentId, "STOP"],
      [rollback?.deploymentId, "START"],
      [rollback?.deploymentId, "SUCCESS"],
    ]);
  });

  it("tell of its failure", LIMIT, async () => {
    const account = newAccount();
    const events = await record(account);
    await createBlueGreenService(account);
    await (await deploy(account, "version: 0.0")).rest();
    expect((await events()).map(({ detail }) => detail.state)).toEqual(["START", "FAILURE"]);
  });
});
