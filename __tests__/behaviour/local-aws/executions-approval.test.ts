import { expect, it, vi } from "vitest";
import { messages } from "./event-rules";
import { approves, firstRun, recordEvents } from "./executions";
import { onLocalAws, type TestAccount } from "./on-local-aws";

vi.mock("../../../local/aws/codepipeline/actions/index", () => vi.importActual("./fake-actions"));
vi.mock("../../../local/aws/codepipeline/artifacts/execution-artifacts", () =>
  vi.importActual("./fake-artifacts"),
);

const approvalStage = (changes: object = {}) => [{ name: "Approve", actions: [approves(changes)] }];

async function shownAction(account: TestAccount): Promise<object> {
  const state = (await account.call("codepipeline", "GetPipelineState", { name: "pipeline" })) as {
    stageStates: { actionStates: { latestExecution?: object }[] }[];
  };
  return state.stageStates[1]?.actionStates[0]?.latestExecution ?? {};
}

/** The actions of one execution, newest first. */
async function detailsOf(account: TestAccount, pipelineExecutionId: string): Promise<object[]> {
  const answered = await account.call("codepipeline", "ListActionExecutions", {
    pipelineName: "pipeline",
    filter: { pipelineExecutionId },
  });
  return (answered as { actionExecutionDetails: object[] }).actionExecutionDetails;
}

const answer = (account: TestAccount, token: string, changes: object = {}) =>
  account.call("codepipeline", "PutApprovalResult", {
    pipelineName: "pipeline",
    stageName: "Approve",
    actionName: "Approve",
    result: { status: "Approved", summary: "fine" },
    token,
    ...changes,
  });

onLocalAws("a manual approval", (newAccount) => {
  it("waits, shows its token meanwhile, and goes on when it is approved", async () => {
    const account = newAccount();
    const run = await firstRun(account, approvalStage());
    expect(await run.end()).toBe("InProgress");
    expect(await shownAction(account)).toMatchObject({ status: "InProgress", token: expect.any(String) });
    await run.approve("Approve", "fine");
    expect(await run.end()).toBe("Succeeded");
    const lastUpdatedBy = `arn:aws:iam::${account.accountId}:root`;
    expect(await shownAction(account)).toMatchObject({ status: "Succeeded", summary: "fine", lastUpdatedBy });
    expect(await shownAction(account)).not.toHaveProperty("token");
  });

  it("fails its execution when it is rejected", async () => {
    const account = newAccount();
    const run = await firstRun(account, approvalStage());
    await run.reject("Approve", "too early");
    expect(await run.end()).toBe("Failed");
    expect((await run.action("Approve")).output.executionResult.errorDetails?.message).toBe("too early");
  });

  it("fails when nobody answers within seven days", async () => {
    const account = newAccount();
    const run = await firstRun(account, approvalStage());
    await run.end();
    await account.passTime({ minutes: 7 * 24 * 60 - 1 });
    expect(await run.status()).toBe("InProgress");
    await account.passTime({ minutes: 2 });
    expect(await run.end()).toBe("Failed");
  });

  it("fails after its own time where it has one, and takes no answer any more", async () => {
    const account = newAccount();
    const run = await firstRun(account, approvalStage({ timeoutInMinutes: 5 }));
    await run.end();
    const { token } = (await shownAction(account)) as { token: string };
    await account.passTime({ minutes: 5 });
    expect(await run.end()).toBe("Failed");
    await expect(answer(account, token)).rejects.toMatchObject({ code: "InvalidApprovalTokenException" });
  });

  it("refuses a token that it did not give, and a second answer", async () => {
    const account = newAccount();
    const run = await firstRun(account, approvalStage());
    await run.end();
    const { token } = (await shownAction(account)) as { token: string };
    await expect(answer(account, crypto.randomUUID())).rejects.toMatchObject({
      code: "InvalidApprovalTokenException",
    });
    await expect(answer(account, token, { actionName: "Other" })).rejects.toMatchObject({
      code: "ActionNotFoundException",
    });
    await expect(answer(account, token)).resolves.toMatchObject({ approvedAt: expect.any(Number) });
    await expect(answer(account, token)).rejects.toMatchObject({ code: "ApprovalAlreadyCompletedException" });
  });

  it("tells its topic what to approve, and until when", async () => {
    const account = newAccount();
    await account.client.query("sns", "CreateTopic", { Name: "topic" });
    await account.call("sqs", "CreateQueue", { QueueName: "queue" });
    await account.client.query("sns", "Subscribe", {
      TopicArn: account.arn("sns", "topic"),
      Protocol: "sqs",
      Endpoint: account.arn("sqs", "queue"),
    });
    const configuration = {
      NotificationArn: account.arn("sns", "topic"),
      CustomData: "Take #{source.Revision}?",
      ExternalEntityLink: "https://example.com",
    };
    const source = { namespace: "source" };
    const run = await firstRun(account, approvalStage({ configuration }), {}, source);
    await run.end();
    const [notification] = (await messages(account)) as { Message: string; Subject: string }[];
    expect(notification?.Subject).toContain("pipeline");
    const { token } = (await shownAction(account)) as { token: string };
    expect(JSON.parse(notification?.Message ?? "")).toEqual({
      region: account.region,
      consoleLink: expect.stringContaining("view/pipeline"),
      approval: {
        pipelineName: "pipeline",
        stageName: "Approve",
        actionName: "Approve",
        token,
        expires: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/),
        externalEntityLink: "https://example.com",
        approvalReviewLink: expect.stringContaining(`pipeline/Approve/Approve/approve/${token}`),
        customData: expect.stringMatching(/^Take sha256:[0-9a-f]{64}\?$/),
      },
    });
  });

  it("names who rejected it, and nobody where it expired", async () => {
    const account = newAccount();
    const rejected = await firstRun(account, approvalStage());
    await rejected.reject("Approve", "too early");
    await rejected.end();
    const reviewer = `arn:aws:iam::${account.accountId}:root`;
    expect(await detailsOf(account, rejected.pipelineExecutionId)).toMatchObject([
      { stageName: "Approve", status: "Failed", updatedBy: reviewer },
      { stageName: "Source" },
    ]);
    expect(await shownAction(account)).toMatchObject({ status: "Failed", lastUpdatedBy: reviewer });

    const expired = await account.run("pipeline");
    await expired.end();
    await account.passTime({ minutes: 7 * 24 * 60 });
    await expired.end();
    const [approval] = await detailsOf(account, expired.pipelineExecutionId);
    expect(approval).toMatchObject({ stageName: "Approve", status: "Failed" });
    expect(approval).not.toHaveProperty("updatedBy");
    expect(await shownAction(account)).not.toHaveProperty("lastUpdatedBy");
  });

  it("has an execution of its own for each time that its stage is retried", async () => {
    const account = newAccount();
    const run = await firstRun(account, approvalStage());
    await run.reject("Approve", "too early");
    await run.end();
    await run.retry("Approve");
    await run.end();
    const details = (await detailsOf(account, run.pipelineExecutionId)) as { actionExecutionId: string }[];
    expect(details).toMatchObject([{ status: "InProgress" }, { status: "Failed" }, { stageName: "Source" }]);
    expect(details[0]?.actionExecutionId).not.toBe(details[1]?.actionExecutionId);
    expect(details[0]).not.toHaveProperty("updatedBy");
  });

  it("fails when its topic cannot be told", async () => {
    const account = newAccount();
    const configuration = { NotificationArn: account.arn("sns", "missing") };
    const run = await firstRun(account, approvalStage({ configuration }));
    expect(await run.end()).toBe("Failed");
    expect((await run.action("Approve")).output.executionResult.errorDetails?.code).toBe("NotFound");
  });

  it("is an event when it begins to wait, and FAILED when it is rejected", async () => {
    const account = newAccount();
    const events = await recordEvents(account);
    const run = await firstRun(account, approvalStage());
    await run.reject("Approve");
    await run.end();
    const ofApproval = (await events()).filter(({ detail }) => detail.action === "Approve");
    expect(ofApproval.map(({ detail }) => detail.state)).toEqual(["STARTED", "FAILED"]);
    expect(ofApproval[1]?.detail).toMatchObject({
      "execution-id": run.pipelineExecutionId,
      "action-execution-id": (await run.action("Approve")).actionExecutionId,
      type: { owner: "AWS", provider: "Manual", category: "Approval", version: "1" },
      "execution-result": {
        "external-execution-summary": `Rejected by arn:aws:iam::${account.accountId}:root`,
        "error-code": "JobFailed",
      },
    });
  });
});
