import { expect, it, vi } from "vitest";
import { builds, createPipeline } from "./executions";
import { fakeBuild } from "./fake-actions";
import { onLocalAws, type TestAccount } from "./on-local-aws";

vi.mock("../../../local/aws/codepipeline/actions/index", () => vi.importActual("./fake-actions"));
vi.mock("../../../local/aws/codepipeline/artifacts/execution-artifacts", () =>
  vi.importActual("./fake-artifacts"),
);

const stages = [
  { name: "Build", actions: [builds("waits")] },
  { name: "Test", actions: [builds("waits", { name: "Test" })] },
];

const shownStage = async (account: TestAccount, index: number) => {
  const state = await account.call("codepipeline", "GetPipelineState", { name: "pipeline" });
  return (state as { stageStates: object[] }).stageStates[index];
};

async function withFirstInBuild(account: TestAccount, executionMode: string) {
  await createPipeline(account, stages, { executionMode });
  return fakeBuild(account.accountId, "Build");
}

/** The execution, once it waits in front of a stage. */
async function waitingAt(account: TestAccount, index: number, id: string): Promise<object> {
  for (;;) {
    const stage = (await shownStage(account, index)) as {
      inboundExecutions?: { pipelineExecutionId: string }[];
    };
    if (stage.inboundExecutions?.some(({ pipelineExecutionId }) => pipelineExecutionId === id)) return stage;
  }
}

onLocalAws("executions of the mode SUPERSEDED", (newAccount) => {
  it("wait in front of a stage that another is in, and give way there to a newer one", async () => {
    const account = newAccount();
    const first = await withFirstInBuild(account, "SUPERSEDED");
    const second = await account.run("pipeline");
    const waiting = await waitingAt(account, 1, second.pipelineExecutionId);
    const inboundExecution = { pipelineExecutionId: second.pipelineExecutionId, status: "InProgress" };
    expect(waiting).toMatchObject({ inboundExecution });
    const third = await account.run("pipeline");
    expect(await second.end()).toBe("Superseded");
    expect(await second.states()).toEqual(["Source/Image Succeeded"]);
    first.succeed();
    const { context } = await fakeBuild(account.accountId, "Build");
    expect(context.execution.pipelineExecutionId).toBe(third.pipelineExecutionId);
  });

  it("run in different stages at one time", async () => {
    const account = newAccount();
    (await withFirstInBuild(account, "SUPERSEDED")).succeed();
    const testOfFirst = await fakeBuild(account.accountId, "Test");
    const second = await account.run("pipeline");
    const buildOfSecond = await fakeBuild(account.accountId, "Build");
    expect(buildOfSecond.context.execution.pipelineExecutionId).toBe(second.pipelineExecutionId);
    expect(testOfFirst.context.execution.status).toBe("InProgress");
  });

  it("leave the stage to the next one when they fail in it", async () => {
    const account = newAccount();
    const first = await withFirstInBuild(account, "SUPERSEDED");
    const second = await account.run("pipeline");
    first.fail();
    const { context } = await fakeBuild(account.accountId, "Build");
    expect(context.execution.pipelineExecutionId).toBe(second.pipelineExecutionId);
  });
});

onLocalAws("executions of the mode QUEUED", (newAccount) => {
  it("wait in their order, and none is superseded", async () => {
    const account = newAccount();
    const first = await withFirstInBuild(account, "QUEUED");
    const second = await account.run("pipeline");
    await waitingAt(account, 1, second.pipelineExecutionId);
    await expect(second.rest(0.1)).rejects.toThrow("waits in front of Build");
    const third = await account.run("pipeline");
    const waiting = await waitingAt(account, 1, third.pipelineExecutionId);
    expect(waiting).toMatchObject({
      inboundExecutions: [second, third].map(({ pipelineExecutionId }) => ({ pipelineExecutionId })),
    });
    first.succeed();
    const next = await fakeBuild(account.accountId, "Build");
    expect(next.context.execution.pipelineExecutionId).toBe(second.pipelineExecutionId);
    next.succeed();
    const last = await fakeBuild(account.accountId, "Build");
    expect(last.context.execution.pipelineExecutionId).toBe(third.pipelineExecutionId);
  });
});

onLocalAws("executions of the mode PARALLEL", (newAccount) => {
  it("run in one stage at one time", async () => {
    const account = newAccount();
    const first = await withFirstInBuild(account, "PARALLEL");
    const second = await account.run("pipeline");
    const { context } = await fakeBuild(account.accountId, "Build");
    expect(context.execution.pipelineExecutionId).toBe(second.pipelineExecutionId);
    expect(first.context.execution.status).toBe("InProgress");
  });

  it("are at most fifty", async () => {
    const account = newAccount();
    await withFirstInBuild(account, "PARALLEL");
    await Promise.all(Array.from({ length: 49 }, () => account.startPipeline("pipeline")));
    await expect(account.startPipeline("pipeline")).rejects.toMatchObject({
      code: "ConcurrentPipelineExecutionsLimitExceededException",
    });
  });
});
