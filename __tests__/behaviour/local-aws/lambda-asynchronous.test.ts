import { expect, it, vi } from "vitest";
import { messages } from "./event-rules";
import { CALL_AWS, createFunction, ended, enqueue, finished, invoke, lambda } from "./functions";
import { onLocalAws, type TestAccount } from "./on-local-aws";

const FAILS = "exports.handler = async () => { throw new Error('no') }";
const CONFIG = "/2019-09-25/functions/function/event-invoke-config";

async function createQueue(account: TestAccount): Promise<string> {
  await account.call("sqs", "CreateQueue", { QueueName: "queue" });
  return account.arn("sqs", "queue");
}

async function receive(account: TestAccount): Promise<object[]> {
  const { QueueUrl } = (await account.call("sqs", "GetQueueUrl", { QueueName: "queue" })) as {
    QueueUrl: string;
  };
  const input = { QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ["All"] };
  const { Messages = [] } = (await account.call("sqs", "ReceiveMessage", input)) as { Messages?: object[] };
  return Messages;
}

onLocalAws("an asynchronous invocation", (newAccount) => {
  it("is answered at once and run afterwards", async () => {
    const account = newAccount();
    await createFunction(account, "exports.handler = async (event) => event.word");
    await enqueue(account, { word: "hello" });
    expect(await finished(account)).toEqual([
      {
        requestId: expect.any(String),
        functionName: "function",
        executedVersion: "$LATEST",
        invocationType: "Event",
        event: { word: "hello" },
        attempt: 1,
        startTime: expect.any(Number),
        endTime: expect.any(Number),
        result: "hello",
        sent: [],
      },
    ]);
  });

  it("is tried again after one minute and two more, and then sent to the dead-letter queue", async () => {
    const account = newAccount();
    const TargetArn = await createQueue(account);
    await createFunction(account, FAILS, { DeadLetterConfig: { TargetArn }, actions: ["sqs:SendMessage"] });
    await enqueue(account, { word: "hello" });
    await ended(account, 1);
    await account.passTime({ minutes: 1 });
    await ended(account, 2);
    await account.passTime({ minutes: 1 });
    expect(await account.invocations("function")).toHaveLength(2);
    await account.passTime({ minutes: 1 });
    const all = await finished(account);
    expect(all).toMatchObject(
      [1, 2, 3].map((attempt) => ({ attempt, error: { errorType: "Error", errorMessage: "no" } })),
    );
    expect(new Set(all.map(({ requestId }) => requestId)).size).toBe(1);
    expect(all.at(-1)?.sent).toEqual([{ to: TargetArn }]);
    expect(await receive(account)).toMatchObject([
      {
        Body: '{"word":"hello"}',
        MessageAttributes: {
          RequestID: { DataType: "String", StringValue: all[0]?.requestId },
          ErrorCode: { DataType: "Number", StringValue: "200" },
          ErrorMessage: { DataType: "String", StringValue: "no" },
        },
      },
    ]);
  });

  it("succeeds in the end when a later attempt does", async () => {
    const account = newAccount();
    const code = `${CALL_AWS}
      exports.handler = async () => {
        const { Parameter } = await call("ssm", "AmazonSSM.GetParameter", { Name: "/attempts" }).catch(() => ({}));
        if (Parameter) return "second time lucky";
        await call("ssm", "AmazonSSM.PutParameter", { Name: "/attempts", Value: "1", Type: "String" });
        throw new Error("first");
      }`;
    await createFunction(account, code, { actions: ["ssm:GetParameter", "ssm:PutParameter"] });
    await enqueue(account);
    await ended(account, 1);
    await account.passTime({ minutes: 1 });
    expect(await finished(account)).toMatchObject([
      { attempt: 1, error: { errorMessage: "first" } },
      { attempt: 2, result: "second time lucky" },
    ]);
  });

  it("is tried as often as its configuration says, and its record sent to the destination", async () => {
    const account = newAccount();
    const Destination = await createQueue(account);
    await createFunction(account, FAILS, { actions: ["sqs:SendMessage"] });
    const DestinationConfig = { OnFailure: { Destination } };
    await lambda(account, "PUT", CONFIG, { MaximumRetryAttempts: 0, DestinationConfig });
    await enqueue(account, { word: "hello" });
    const [only, ...others] = await finished(account);
    expect(others).toEqual([]);
    expect(await messages(account)).toEqual([
      {
        version: "1.0",
        timestamp: expect.stringMatching(/Z$/),
        requestContext: {
          requestId: only?.requestId,
          functionArn: account.arn("lambda", "function:function:$LATEST"),
          condition: "RetriesExhausted",
          approximateInvokeCount: 1,
        },
        requestPayload: { word: "hello" },
        responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
        responsePayload: { errorType: "Error", errorMessage: "no", trace: expect.any(Array) },
      },
    ]);
  });

  it("hands a success on to another function, to a topic, and to the event bus", async () => {
    const account = newAccount();
    await createQueue(account);
    await account.client.query("sns", "CreateTopic", { Name: "topic" });
    const topic = account.arn("sns", "topic");
    const queue = account.arn("sqs", "queue");
    await account.client.query("sns", "Subscribe", { TopicArn: topic, Protocol: "sqs", Endpoint: queue });
    await createFunction(account, "exports.handler = async (event) => event.requestContext.condition", {
      FunctionName: "next",
    });
    await account.call("events", "PutRule", { Name: "rule", EventPattern: '{"source":["lambda"]}' });
    await account.call("events", "PutTargets", { Rule: "rule", Targets: [{ Id: "queue", Arn: queue }] });
    await createFunction(account, "exports.handler = async () => 'done'", {
      actions: ["sns:Publish", "lambda:InvokeFunction", "events:PutEvents"],
    });
    const next = account.arn("lambda", "function:next");
    const bus = account.arn("events", "event-bus/default");
    for (const [index, Destination] of [next, topic, bus].entries()) {
      await lambda(account, "PUT", CONFIG, { DestinationConfig: { OnSuccess: { Destination } } });
      await enqueue(account);
      await ended(account, index + 1);
      expect((await finished(account)).at(-1)?.sent).toEqual([{ to: Destination }]);
    }
    expect(await finished(account, "next")).toMatchObject([{ result: "Success" }]);
    const [published, event] = (await messages(account)) as [{ Message: string }, object];
    expect(JSON.parse(published.Message)).toMatchObject({ responsePayload: "done" });
    expect(event).toMatchObject({
      source: "lambda",
      "detail-type": "Lambda Function Invocation Result - Success",
      resources: [account.arn("lambda", "function:function:$LATEST"), bus],
      detail: { responsePayload: "done" },
    });
  });

  it("records what did not arrive anywhere", async () => {
    const account = newAccount();
    await createFunction(account, FAILS, { actions: ["sqs:SendMessage"] });
    const Destination = account.arn("sqs", "missing");
    const DestinationConfig = { OnFailure: { Destination } };
    await lambda(account, "PUT", CONFIG, { MaximumRetryAttempts: 0, DestinationConfig });
    await enqueue(account);
    expect((await finished(account)).at(-1)?.sent).toEqual([
      { to: Destination, problem: expect.stringContaining("does not exist") },
    ]);
  });

  it("is given up when the event is too old", async () => {
    const account = newAccount();
    await createFunction(account, FAILS);
    await lambda(account, "PUT", CONFIG, { MaximumEventAgeInSeconds: 60 });
    await enqueue(account);
    await ended(account, 1);
    await account.passTime({ minutes: 2 });
    expect(await finished(account)).toHaveLength(1);
  });

  it("ends with the function", async () => {
    const account = newAccount();
    const defects = vi.spyOn(console, "error");
    await createFunction(account, FAILS);
    await enqueue(account);
    await ended(account, 1);
    await lambda(account, "DELETE", "/2015-03-31/functions/function");
    await account.passTime({ minutes: 1 });
    await createFunction(account, "exports.handler = async () => 'anew'", { FunctionName: "other" });
    await invoke(account, {}, { name: "other" });
    expect(await account.invocations("function")).toHaveLength(1);
    expect(defects).not.toHaveBeenCalled();
    defects.mockRestore();
  });

  it("goes to the dead-letter queue untried where none may run at once", async () => {
    const account = newAccount();
    const TargetArn = await createQueue(account);
    await createFunction(account, FAILS, { DeadLetterConfig: { TargetArn }, actions: ["sqs:SendMessage"] });
    const path = "/2017-10-31/functions/function/concurrency";
    await lambda(account, "PUT", path, { ReservedConcurrentExecutions: 0 });
    await enqueue(account, { word: "hello" });
    expect(await finished(account)).toMatchObject([{ attempt: 0, sent: [{ to: TargetArn }] }]);
    expect(await messages(account)).toEqual([{ word: "hello" }]);
  });

  it("waits while as many run as may run at once", async () => {
    const account = newAccount();
    const code = "exports.handler = ({ ms }) => new Promise((done) => setTimeout(done, ms, ms))";
    await createFunction(account, code, { Timeout: 60 });
    const path = "/2017-10-31/functions/function/concurrency";
    await lambda(account, "PUT", path, { ReservedConcurrentExecutions: 1 });
    await enqueue(account, { ms: 150 });
    await enqueue(account, { ms: 150 });
    await ended(account, 1);
    await account.passTime({ minutes: 0.1 });
    const [first, second] = await ended(account, 2);
    expect(second?.startTime).toBeGreaterThanOrEqual(first?.endTime ?? Number.NaN);
    expect((await invoke(account, { ms: 0 })).payload).toBe(0);
  });
});
