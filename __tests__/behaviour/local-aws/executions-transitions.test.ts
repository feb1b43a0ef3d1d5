import { expect, it, vi } from "vitest";
import { builds, firstRun } from "./executions";
import { fakeBuild } from "./fake-actions";
import { onLocalAws, type TestAccount } from "./on-local-aws";

vi.mock("../../../local/aws/codepipeline/actions/index", () => vi.importActual("./fake-actions"));
vi.mock("../../../local/aws/codepipeline/artifacts/execution-artifacts", () =>
  vi.importActual("./fake-artifacts"),
);

const stages = [
  { name: "Build", actions: [builds("waits")] },
  { name: "Test", actions: [builds("succeeds", { name: "Test" })] },
];

const transition = (account: TestAccount, verb: "Disable" | "Enable", changes: object = {}) =>
  account.call("codepipeline", `${verb}StageTransition`, {
    pipelineName: "pipeline",
    stageName: "Test",
    transitionType: "Inbound",
    ...(verb === "Disable" ? { reason: "not on Fridays" } : {}),
    ...changes,
  });

onLocalAws("a disabled transition", (newAccount) => {
  it("holds executions in front of its stage until it is enabled, and says why", async () => {
    const account = newAccount();
    const run = await firstRun(account, stages);
    await transition(account, "Disable");
    (await fakeBuild(account.accountId, "Build")).succeed();
    expect(await run.rest()).toEqual({ reason: "transition", stageName: "Test" });
    expect(await run.states()).not.toContain("Test/Test Succeeded");
    const state = await account.call("codepipeline", "GetPipelineState", { name: "pipeline" });
    expect(state).toMatchObject({
      stageStates: [
        { inboundTransitionState: { enabled: true } },
        { inboundTransitionState: { enabled: true } },
        {
          inboundTransitionState: {
            enabled: false,
            disabledReason: "not on Fridays",
            lastChangedBy: `arn:aws:iam::${account.accountId}:root`,
          },
          inboundExecution: { pipelineExecutionId: run.pipelineExecutionId },
        },
      ],
    });
    await transition(account, "Enable");
    expect(await run.end()).toBe("Succeeded");
  });

  it("may be named as the way out of the stage before", async () => {
    const account = newAccount();
    const run = await firstRun(account, stages);
    const out = { stageName: "Build", transitionType: "Outbound" };
    await transition(account, "Disable", out);
    (await fakeBuild(account.accountId, "Build")).succeed();
    expect(await run.rest()).toEqual({ reason: "transition", stageName: "Test" });
    await transition(account, "Enable", out);
    expect(await run.end()).toBe("Succeeded");
  });

  it("lets the newest of those that wait pass", async () => {
    const account = newAccount();
    const first = await firstRun(account, stages);
    await transition(account, "Disable");
    (await fakeBuild(account.accountId, "Build")).succeed();
    await first.rest();
    const second = await account.run("pipeline");
    (await fakeBuild(account.accountId, "Build")).succeed();
    expect(await first.end()).toBe("Superseded");
    await second.rest();
    await transition(account, "Enable");
    expect(await second.end()).toBe("Succeeded");
  });

  it("needs a stage that exists", async () => {
    const account = newAccount();
    await firstRun(account, stages);
    await expect(transition(account, "Disable", { stageName: "Other" })).rejects.toMatchObject({
      code: "StageNotFoundException",
    });
  });
});
