import { expect, it, vi } from "vitest";
import type { PipelineRun } from "../../../local/aws/pipeline-run";
import { builds, firstRun } from "./executions";
import { fakeBuild } from "./fake-actions";
import { onLocalAws, type TestAccount } from "./on-local-aws";

vi.mock("../../../local/aws/codepipeline/actions/index", () => vi.importActual("./fake-actions"));
vi.mock("../../../local/aws/codepipeline/artifacts/execution-artifacts", () =>
  vi.importActual("./fake-artifacts"),
);

const deploy = { name: "Deploy", actions: [builds("waits", { name: "Deploy" })] };

/** A first execution that succeeded and a second one that failed, each with its own image. */
async function succeededAndFailed(account: TestAccount, stage: object = deploy) {
  const good = await firstRun(account, [stage]);
  (await fakeBuild(account.accountId, "Deploy")).succeed();
  await good.end();
  await account.pushImage({ repository: "app", tag: "latest" });
  const bad = await account.run("pipeline");
  (await fakeBuild(account.accountId, "Deploy")).fail();
  await bad.end();
  return { good, bad };
}

const rollBack = (account: TestAccount, target: PipelineRun, stageName = "Deploy") =>
  account.call("codepipeline", "RollbackStage", {
    pipelineName: "pipeline",
    stageName,
    targetPipelineExecutionId: target.pipelineExecutionId,
  });

onLocalAws("the roll back of a stage", (newAccount) => {
  it("is a new execution of that stage alone, with the revisions of the one it goes back to", async () => {
    const account = newAccount();
    const { good } = await succeededAndFailed(account);
    const started = (await rollBack(account, good)) as { pipelineExecutionId: string };
    (await fakeBuild(account.accountId, "Deploy")).succeed();
    const run = account.attach("pipeline", started.pipelineExecutionId);
    expect(await run.end()).toBe("Succeeded");
    expect(await run.states()).toEqual(["Deploy/Deploy Succeeded"]);
    const executions = await account.executions("pipeline");
    expect(executions.at(-1)).toMatchObject({
      executionType: "ROLLBACK",
      trigger: { triggerType: "ManualRollback", triggerDetail: `arn:aws:iam::${account.accountId}:root` },
      rollbackMetadata: { rollbackTargetPipelineExecutionId: good.pipelineExecutionId },
      sourceRevisions: executions[0]?.sourceRevisions,
    });
    const state = await account.call("codepipeline", "GetPipelineState", { name: "pipeline" });
    expect(state).toMatchObject({
      stageStates: [{}, { latestExecution: { ...started, status: "Succeeded", type: "ROLLBACK" } }],
    });
  });

  it("is refused of sources, and to an execution that failed in the stage", async () => {
    const account = newAccount();
    const { good, bad } = await succeededAndFailed(account);
    const code = "UnableToRollbackStageException";
    await expect(rollBack(account, good, "Source")).rejects.toMatchObject({ code });
    await expect(rollBack(account, bad)).rejects.toMatchObject({ code });
    await expect(rollBack(account, good, "Other")).rejects.toMatchObject({ code: "StageNotFoundException" });
  });

  it("is refused while an execution runs in the stage", async () => {
    const account = newAccount();
    const { good } = await succeededAndFailed(account);
    await account.run("pipeline");
    await fakeBuild(account.accountId, "Deploy");
    await expect(rollBack(account, good)).rejects.toMatchObject({ code: "UnableToRollbackStageException" });
  });
});

onLocalAws("a stage that rolls itself back", (newAccount) => {
  const stage = { ...deploy, onFailure: { result: "ROLLBACK" } };

  it("goes back to the last execution that succeeded in it, and its own execution stays failed", async () => {
    const account = newAccount();
    const { good, bad } = await succeededAndFailed(account, stage);
    const { context, succeed } = await fakeBuild(account.accountId, "Deploy");
    succeed();
    const run = account.attach("pipeline", context.execution.pipelineExecutionId);
    expect(await run.end()).toBe("Succeeded");
    expect(await bad.status()).toBe("Failed");
    expect((await account.executions("pipeline")).at(-1)).toMatchObject({
      trigger: { triggerType: "AutomatedRollback", triggerDetail: bad.pipelineExecutionId },
      rollbackMetadata: { rollbackTargetPipelineExecutionId: good.pipelineExecutionId },
    });
  });

  it("only fails where none has succeeded, or a roll back fails itself", async () => {
    const account = newAccount();
    const first = await firstRun(account, [stage]);
    (await fakeBuild(account.accountId, "Deploy")).fail();
    expect(await first.end()).toBe("Failed");
    expect(await account.executions("pipeline")).toHaveLength(1);
    const second = await account.run("pipeline");
    (await fakeBuild(account.accountId, "Deploy")).succeed();
    await second.end();
    await account.run("pipeline");
    (await fakeBuild(account.accountId, "Deploy")).fail();
    const { context, fail } = await fakeBuild(account.accountId, "Deploy");
    fail();
    expect(await account.attach("pipeline", context.execution.pipelineExecutionId).end()).toBe("Failed");
    expect(await account.executions("pipeline")).toHaveLength(4);
  });
});
