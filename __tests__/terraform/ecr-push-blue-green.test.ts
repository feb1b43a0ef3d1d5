import { afterAll, beforeAll, expect, it } from "vitest";
import { decideTasks, tasksRun } from "../../local/aws/local-containers";
import { latestDeployment } from "../../local/aws/local-deployments";
import { runningImages } from "../../local/aws/local-ecs-service";
import type { PipelineRun } from "../../local/aws/pipeline-run";
import { ecrPushBlueGreen, madeShiftedService, taskDefinitionFile } from "../support/minimal-entries";
import { Deployment, onTheBench } from "../support/on-the-bench";
import { releasedToTheEnd } from "../support/shifted-release";
import { synthesizeHcl } from "../support/synthesize";

const name = "shop-release";
const cluster = name;

const entry = ecrPushBlueGreen({
  stack: name,
  name,
  images: [{ containerName: "app" }, { containerName: "proxy" }],
  artifactStore: { existingBucket: `${name}-artifacts` },
  definitions: { bucket: `${name}-definitions`, taskDefinitionFile },
  service: madeShiftedService(name, "47"),
  migration: { command: ["bin/migrate"] },
  deployment: { traffic: { type: "canary", percentage: 10, intervalInMinutes: 5 }, alarms: ["errors"] },
});

// One deployment is walked from init to destroy: each test goes on where the one before it stopped.
onTheBench("a stack that is released blue/green", () => {
  let deployment: Deployment;

  beforeAll(async () => {
    deployment = await Deployment.open("100000000047", entry);
    await deployment.workspace.init();
  });
  afterAll(async () => deployment?.workspace.close());

  const push = (container: "app" | "proxy", content: string) =>
    deployment.account.pushImage({ repository: `${name}-${container}`, tag: "latest", content });

  const newestRun = () => deployment.account.attachToLatest(name);

  const toTheEnd = (run: PipelineRun) => releasedToTheEnd(deployment.account, run);

  const digests = async () =>
    Object.fromEntries(
      Object.entries(await runningImages(deployment.account, cluster, name)).map(
        ([container, { digest }]) => [container, digest],
      ),
    );

  it("is read whole in a first plan", async () => {
    expect(await deployment.unknownPolicies()).toEqual([]);
  });

  it("applies, and plans no changes after it, as JSON and as HCL", async () => {
    await deployment.workspace.apply();
    expect(await deployment.changes()).toBe("");
    expect(await deployment.changesAsHcl(synthesizeHcl(entry))).toBe("");
  });

  it("releases what was pushed: migration first, then the traffic step by step", async () => {
    const proxy = await push("proxy", "proxy 1");
    const app = await push("app", "app 1");
    const run = await newestRun();
    expect(await toTheEnd(run)).toBe("Succeeded");
    expect(await digests()).toEqual({ app: app.digest, proxy: proxy.digest });
    const [migrated] = await tasksRun(deployment.account);
    expect(migrated?.containers).toMatchObject([{ name: "app", command: ["bin/migrate"], exitCode: 0 }]);
    const shift = await latestDeployment(deployment.account, name, name);
    const production = (await shift.traffic()).filter(({ listener }) => listener === "production");
    expect(production.map(({ weights }) => weights[`${name}-green`])).toEqual([10, 100]);
  });

  it("plans no changes after a deployment", async () => {
    expect(await deployment.changes()).toBe("");
  });

  it("ends before the deployment when the migration fails", async () => {
    const before = await digests();
    await decideTasks(deployment.account, {
      family: `${name}-migrate`,
      container: "app",
      exitCode: 1,
      lines: ["no such table"],
    });
    await push("app", "app 2");
    const run = await newestRun();
    expect(await toTheEnd(run)).toBe("Failed");
    expect((await run.actions()).map(({ actionName, status }) => [actionName, status])).toContainEqual([
      "Migrate",
      "Failed",
    ]);
    expect((await run.actions()).map(({ actionName }) => actionName)).not.toContain("Deploy");
    expect(await digests()).toEqual(before);
  });

  it("leaves nothing in the account when it is destroyed", async () => {
    await deployment.destroy();
    expect(await deployment.leftOver()).toEqual([]);
  });
});
