import { expect, it, vi } from "vitest";
import { builds, firstRun, recordEvents } from "./executions";
import { fakeBuild } from "./fake-actions";
import { onLocalAws, type TestAccount } from "./on-local-aws";

vi.mock("../../../local/aws/codepipeline/actions/index", () => vi.importActual("./fake-actions"));
vi.mock("../../../local/aws/codepipeline/artifacts/execution-artifacts", () =>
  vi.importActual("./fake-artifacts"),
);

const build = { name: "Build", actions: [builds("succeeds", { name: "One" }), builds("waits")] };
const test = { name: "Test", actions: [builds("succeeds", { name: "Test" })] };

async function failed(account: TestAccount, stages: readonly object[] = [build, test]) {
  const run = await firstRun(account, stages);
  (await fakeBuild(account.accountId, "Build")).fail();
  await run.end();
  return run;
}

onLocalAws("the retry of a stage", (newAccount) => {
  it("runs the failed actions again, and goes on from there", async () => {
    const account = newAccount();
    const run = await failed(account);
    await run.retry("Build");
    (await fakeBuild(account.accountId, "Build")).succeed();
    expect(await run.end()).toBe("Succeeded");
    expect(await run.states()).toEqual([
      "Source/Image Succeeded",
      "Build/One Succeeded",
      "Build/Build Failed",
      "Build/Build Succeeded",
      "Test/Test Succeeded",
    ]);
  });

  it("runs all actions again where it is told to", async () => {
    const account = newAccount();
    const run = await failed(account);
    await run.retry("Build", "ALL_ACTIONS");
    (await fakeBuild(account.accountId, "Build")).succeed();
    expect(await run.end()).toBe("Succeeded");
    expect((await run.states()).filter((state) => state === "Build/One Succeeded")).toHaveLength(2);
  });

  it("counts as an attempt, is told as RESUMED, and shows in the stage's state", async () => {
    const account = newAccount();
    const events = await recordEvents(account);
    const run = await failed(account);
    await run.retry("Build");
    (await fakeBuild(account.accountId, "Build")).succeed();
    await run.end();
    const resumed = (await events()).filter(({ detail }) => detail.state === "RESUMED");
    expect(resumed.map(({ detail }) => [detail.stage, detail["pipeline-execution-attempt"]])).toEqual([
      [undefined, 2],
      ["Build", 2],
    ]);
    const retried = (await events()).filter(({ detail }) => "stage-last-retry-attempt-time" in detail);
    expect(retried.map(({ detail }) => [detail.stage, detail.state])).toEqual([
      ["Build", "RESUMED"],
      ["Build", "SUCCEEDED"],
    ]);
    const state = await account.call("codepipeline", "GetPipelineState", { name: "pipeline" });
    expect(state).toMatchObject({
      stageStates: [
        {},
        { retryStageMetadata: { manualStageRetryAttempt: 1, latestRetryTrigger: "ManualStageRetry" } },
        {},
      ],
    });
  });

  it("goes on with a stopped execution", async () => {
    const account = newAccount();
    const run = await firstRun(account, [build, test]);
    await fakeBuild(account.accountId, "Build");
    await run.stop({ abandon: true });
    await run.end();
    await run.retry("Build");
    (await fakeBuild(account.accountId, "Build")).succeed();
    expect(await run.end()).toBe("Succeeded");
  });

  it("is refused of a stage that has not failed, or does not exist", async () => {
    const account = newAccount();
    const run = await failed(account);
    await expect(run.retry("Source")).rejects.toMatchObject({ code: "StageNotRetryableException" });
    await expect(run.retry("Test")).rejects.toMatchObject({ code: "StageNotRetryableException" });
    await expect(run.retry("Other")).rejects.toMatchObject({ code: "StageNotFoundException" });
  });

  it("is refused when a later execution has been in the stage", async () => {
    const account = newAccount();
    const run = await failed(account);
    const later = await account.run("pipeline");
    (await fakeBuild(account.accountId, "Build")).fail();
    await later.end();
    await expect(run.retry("Build")).rejects.toMatchObject({ code: "NotLatestPipelineExecutionException" });
  });

  it("is refused when the pipeline has changed", async () => {
    const account = newAccount();
    const run = await failed(account);
    const { pipeline } = (await account.call("codepipeline", "GetPipeline", { name: "pipeline" })) as {
      pipeline: object;
    };
    await account.call("codepipeline", "UpdatePipeline", { pipeline });
    await expect(run.retry("Build")).rejects.toMatchObject({ code: "StageNotRetryableException" });
  });
});

onLocalAws("a stage that retries itself", (newAccount) => {
  const onFailure = { result: "RETRY", retryConfiguration: { retryMode: "ALL_ACTIONS" } };

  it("tries once more, and shows it", async () => {
    const account = newAccount();
    const run = await firstRun(account, [{ ...build, onFailure }]);
    (await fakeBuild(account.accountId, "Build")).fail();
    (await fakeBuild(account.accountId, "Build")).succeed();
    expect(await run.end()).toBe("Succeeded");
    expect((await run.states()).filter((state) => state === "Build/One Succeeded")).toHaveLength(2);
    const state = await account.call("codepipeline", "GetPipelineState", { name: "pipeline" });
    expect(state).toMatchObject({
      stageStates: [
        {},
        { retryStageMetadata: { autoStageRetryAttempt: 1, latestRetryTrigger: "AutomatedStageRetry" } },
      ],
    });
  });

  it("fails when it fails again", async () => {
    const account = newAccount();
    const run = await firstRun(account, [{ ...build, onFailure }]);
    (await fakeBuild(account.accountId, "Build")).fail();
    (await fakeBuild(account.accountId, "Build")).fail("again");
    expect(await run.end()).toBe("Failed");
    expect(await run.summary()).toContain("again");
  });
});
