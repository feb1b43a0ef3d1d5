import { expect, it, vi } from "vitest";
import { builds, createPipeline, firstRun, recordEvents } from "./executions";
import { fakeBuild } from "./fake-actions";
import { onLocalAws } from "./on-local-aws";

vi.mock("../../../local/aws/codepipeline/actions/index", () => vi.importActual("./fake-actions"));
vi.mock("../../../local/aws/codepipeline/artifacts/execution-artifacts", () =>
  vi.importActual("./fake-artifacts"),
);

const twoStages = [
  { name: "Build", actions: [builds("waits"), builds("succeeds", { name: "After", runOrder: 2 })] },
  { name: "Test", actions: [builds("succeeds", { name: "Test" })] },
];

onLocalAws("an execution that is stopped", (newAccount) => {
  it("lets its actions in progress finish and begins no other", async () => {
    const account = newAccount();
    const events = await recordEvents(account);
    const run = await firstRun(account, twoStages);
    const build = await fakeBuild(account.accountId, "Build");
    await run.stop({ reason: "not today" });
    expect(await run.status()).toBe("Stopping");
    build.succeed();
    expect(await run.end()).toBe("Stopped");
    expect(await run.states()).toEqual(["Source/Image Succeeded", "Build/Build Succeeded"]);
    expect(await account.executions("pipeline")).toMatchObject([{ stopTrigger: { reason: "not today" } }]);
    const told = (await events()).filter(({ detail }) => String(detail.state).startsWith("STOP"));
    expect(told.map(({ detail }) => [detail.stage, detail.state, detail["stop-execution-comments"]])).toEqual(
      [
        [undefined, "STOPPING", "not today"],
        ["Build", "STOPPING", undefined],
        ["Build", "STOPPED", undefined],
        [undefined, "STOPPED", undefined],
      ],
    );
  });

  it("abandons its actions at once where it is told to", async () => {
    const account = newAccount();
    const events = await recordEvents(account);
    const run = await firstRun(account, twoStages);
    const { context } = await fakeBuild(account.accountId, "Build");
    await run.stop({ abandon: true });
    expect(await run.end()).toBe("Stopped");
    expect(context.signal.aborted).toBe(true);
    expect(await run.states()).toEqual(["Source/Image Succeeded", "Build/Build Abandoned"]);
    const states = (await events()).map(({ detail }) => detail.state);
    expect(states.slice(-5)).toEqual(["STOPPING", "STOPPING", "ABANDONED", "STOPPED", "STOPPED"]);
  });

  it("may be abandoned while it waits for its actions, and be stopped in one way once only", async () => {
    const account = newAccount();
    const run = await firstRun(account, twoStages);
    await fakeBuild(account.accountId, "Build");
    await run.stop();
    await expect(run.stop()).rejects.toMatchObject({ code: "DuplicatedStopRequestException" });
    await run.stop({ abandon: true });
    expect(await run.end()).toBe("Stopped");
    await expect(run.stop()).rejects.toMatchObject({ code: "PipelineExecutionNotStoppableException" });
  });

  it("stops at once where it waits in front of a stage", async () => {
    const account = newAccount();
    await createPipeline(account, twoStages);
    await fakeBuild(account.accountId, "Build");
    const second = await account.run("pipeline");
    await second.stop();
    expect(await second.end()).toBe("Stopped");
  });

  it("leaves its stage to the next one", async () => {
    const account = newAccount();
    const first = await firstRun(account, twoStages);
    await fakeBuild(account.accountId, "Build");
    const second = await account.run("pipeline");
    await first.stop({ abandon: true });
    const { context } = await fakeBuild(account.accountId, "Build");
    expect(context.execution.pipelineExecutionId).toBe(second.pipelineExecutionId);
  });
});
