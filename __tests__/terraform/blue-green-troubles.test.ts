import { afterAll, beforeAll, expect, it } from "vitest";
import { tasksRun } from "../../local/aws/local-containers";
import { type LocalDeployment, latestDeployment } from "../../local/aws/local-deployments";
import { runningImages } from "../../local/aws/local-ecs-service";
import type { PipelineRun } from "../../local/aws/pipeline-run";
import { ecrPushBlueGreen, madeShiftedService, taskDefinitionFile } from "../support/minimal-entries";
import { Deployment, onTheBench } from "../support/on-the-bench";
import { releasedToTheEnd, shiftOf as shiftOfRun } from "../support/shifted-release";

const name = "shop-troubles";
const repository = `${name}-app`;
const green = `${name}-green`;
const alarm = "shop-errors";

const entry = ecrPushBlueGreen({
  stack: name,
  name,
  artifactStore: { existingBucket: `${name}-artifacts` },
  definitions: { bucket: `${name}-definitions`, taskDefinitionFile },
  service: madeShiftedService(name, "48"),
  migration: { command: ["bin/migrate"] },
  pipeline: { executionMode: "QUEUED" },
  deployment: { traffic: { type: "linear", percentage: 25, intervalInMinutes: 3 }, alarms: [alarm] },
});

// One stack is released again and again: each test goes on where the one before it stopped.
onTheBench("a blue/green release that meets trouble", () => {
  let deployment: Deployment;

  beforeAll(async () => {
    deployment = await Deployment.open("100000000048", entry);
    await deployment.workspace.init();
    await deployment.workspace.apply();
  });
  afterAll(async () => deployment?.workspace.close());

  const push = (content: string) => deployment.account.pushImage({ repository, tag: "latest", content });

  const runningDigest = async () => (await runningImages(deployment.account, name, name)).app?.digest;

  const productionWeights = async (shift: LocalDeployment) =>
    (await shift.traffic())
      .filter(({ listener }) => listener === "production")
      .map(({ weights }) => weights[green] ?? 0);

  async function shiftOf(run: PipelineRun): Promise<LocalDeployment> {
    const shift = await shiftOfRun(deployment.account, run);
    if (shift === undefined) throw new Error(`no deployment: ${(await run.states()).join(", ")}`);
    return shift;
  }

  const toTheEnd = (run: PipelineRun) => releasedToTheEnd(deployment.account, run);

  it("begins with one that succeeds, step by step", async () => {
    const { digest } = await push("one");
    const run = await deployment.account.attachToLatest(name);
    expect(await toTheEnd(run)).toBe("Succeeded");
    expect(await productionWeights(await latestDeployment(deployment.account, name, name))).toEqual([
      25, 50, 75, 100,
    ]);
    expect(await runningDigest()).toBe(digest);
  });

  it("is taken back by an alarm, and the old tasks serve", async () => {
    const before = await runningDigest();
    await push("two");
    const run = await deployment.account.attachToLatest(name);
    const shift = await shiftOf(run);
    await setAlarm("ALARM");
    await deployment.account.passTime({ minutes: 1 });
    expect(await run.end(120)).toBe("Failed");
    await shift.rest();
    expect((await shift.told()).errorInformation?.code).toBe("ALARM_ACTIVE");
    await setAlarm("OK");
    expect(await runningDigest()).toBe(before);
    expect(await deployment.changes()).toBe("");
  });

  it("is taken back when somebody stops the deployment", async () => {
    const before = await runningDigest();
    await push("three");
    const run = await deployment.account.attachToLatest(name);
    const shift = await shiftOf(run);
    await shift.stop();
    expect(await run.end(120)).toBe("Failed");
    await shift.rest();
    expect(await shift.rollback()).toBeDefined();
    expect(await runningDigest()).toBe(before);
  });

  it("takes two quick pushes one after the other, each with its own digest and its own migration", async () => {
    const migrations = (await tasksRun(deployment.account)).length;
    const known = (await deployment.account.executions(name)).length;
    const [, last] = [await push("four"), await push("five")];
    const [first, second] = (await deployment.account.executions(name)).slice(known);
    const runOf = (execution: typeof first) =>
      deployment.account.attach(name, execution?.pipelineExecutionId ?? "");
    expect(await toTheEnd(runOf(first))).toBe("Succeeded");
    expect(await toTheEnd(runOf(second))).toBe("Succeeded");
    expect(await runningDigest()).toBe(last?.digest);
    expect((await tasksRun(deployment.account)).length - migrations).toBe(2);
  });

  it("waits with a push that comes while a deployment runs", async () => {
    await push("six");
    const first = await deployment.account.attachToLatest(name);
    await shiftOf(first);
    const { digest } = await push("seven");
    const second = await deployment.account.attachToLatest(name);
    expect((await second.actions()).map(({ actionName }) => actionName)).not.toContain("Deploy");
    expect(await toTheEnd(first)).toBe("Succeeded");
    expect(await toTheEnd(second)).toBe("Succeeded");
    expect(await runningDigest()).toBe(digest);
  });

  async function setAlarm(StateValue: "ALARM" | "OK"): Promise<void> {
    await deployment.account.query("monitoring", "SetAlarmState", {
      AlarmName: alarm,
      StateValue,
      StateReason: "a test",
    });
  }
});
