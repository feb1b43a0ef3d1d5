import { afterAll, beforeAll, expect, it } from "vitest";
import { latestDeployment } from "../../local/aws/local-deployments";
import { runningImages } from "../../local/aws/local-ecs-service";
import type { EcrPushBlueGreenSettings } from "../../settings/schema/ecr-push-blue-green";
import { ecrPushBlueGreen, madeShiftedService, taskDefinitionFile } from "../support/minimal-entries";
import { Deployment, onTheBench } from "../support/on-the-bench";
import { releasedToTheEnd } from "../support/shifted-release";
import { synthesize } from "../support/synthesize";

const name = "shop-changes";

const entry = (changes: Partial<EcrPushBlueGreenSettings> = {}) =>
  ecrPushBlueGreen({
    stack: name,
    name,
    artifactStore: { existingBucket: `${name}-artifacts` },
    definitions: { bucket: `${name}-definitions`, taskDefinitionFile },
    service: madeShiftedService(name, "49"),
    ...changes,
  });

const withMetrics = entry({
  images: [{ containerName: "app" }, { containerName: "metrics" }],
  definitions: {
    bucket: `${name}-definitions`,
    taskDefinitionFile: "__tests__/support/task-definitions/three-containers.json",
  },
});

onTheBench("a blue/green stack whose settings change", () => {
  let deployment: Deployment;

  beforeAll(async () => {
    deployment = await Deployment.open("100000000049", entry());
    await deployment.workspace.init();
    await deployment.workspace.apply();
  });
  afterAll(async () => deployment?.workspace.close());

  async function release(): Promise<string> {
    const { account } = deployment;
    const { digest } = await account.pushImage({ repository: `${name}-app`, tag: "latest" });
    const run = await account.attachToLatest(name);
    expect(await releasedToTheEnd(account, run)).toBe("Succeeded");
    return digest;
  }

  it("takes a further container along, and destroys nothing for it", async () => {
    await release();
    expect(await deployment.applyChanged(synthesize(withMetrics))).toEqual([]);
    expect(await deployment.changes()).toBe("");
    const metrics = await deployment.account.pushImage({ repository: `${name}-metrics`, tag: "latest" });
    const app = await release();
    const running = await runningImages(deployment.account, name, name);
    expect(running).toMatchObject({ app: { digest: app }, metrics: { digest: metrics.digest } });
    expect(await deployment.changes()).toBe("");
  });

  it("destroys the repository of a container that goes, and nothing else", async () => {
    await deployment.account.call("ecr", "BatchDeleteImage", {
      repositoryName: `${name}-metrics`,
      imageIds: [{ imageTag: "latest" }],
    });
    expect(await deployment.applyChanged(synthesize(entry()))).toEqual([
      "aws_ecr_lifecycle_policy.metrics",
      "aws_ecr_repository.metrics",
    ]);
    expect(await deployment.changes()).toBe("");
    const digest = await release();
    const running = await runningImages(deployment.account, name, name);
    expect(Object.keys(running).sort()).toEqual(["app", "proxy"]);
    expect(running.app?.digest).toBe(digest);
  });

  it("moves traffic otherwise from the next deployment on, in place", async () => {
    const careful = entry({
      deployment: {
        traffic: { type: "canary", percentage: 20, intervalInMinutes: 3 },
        terminationWaitTimeInMinutes: 0,
      },
    });
    expect(await deployment.applyChanged(synthesize(careful))).toEqual([]);
    await release();
    const shift = await latestDeployment(deployment.account, name, name);
    const shares = (await shift.traffic()).map(({ weights }) => Object.values(weights));
    expect(shares.flat()).toContain(20);
    expect(await deployment.changes()).toBe("");
  });

  it("leaves nothing in the account when it is destroyed", async () => {
    await deployment.destroy();
    expect(await deployment.leftOver()).toEqual([]);
  });
});
