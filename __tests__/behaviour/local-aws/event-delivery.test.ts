import { expect, it } from "vitest";
import { onLocalAws, type TestAccount } from "./on-local-aws";
import { createImagePipeline } from "./pipelines";

const anyEvent = { source: "test", "detail-type": "Test", detail: { word: "hello" } };
const pushed = { source: ["aws.ecr"], detail: { "image-tag": ["latest"] } };

async function putRule(account: TestAccount, target: object, rule: object = {}): Promise<void> {
  const EventPattern = JSON.stringify({ source: ["test"] });
  await account.call("events", "PutRule", { Name: "rule", EventPattern, ...rule });
  const { EventBusName } = { EventBusName: "default", ...rule };
  await account.call("events", "PutTargets", {
    Rule: "rule",
    EventBusName,
    Targets: [{ Id: "target", ...target }],
  });
}

async function putQueueRule(account: TestAccount, target: object = {}, rule: object = {}): Promise<void> {
  await account.call("sqs", "CreateQueue", { QueueName: "queue" });
  await putRule(account, { Arn: account.arn("sqs", "queue"), ...target }, rule);
}

async function messages(account: TestAccount): Promise<unknown[]> {
  const { QueueUrl } = (await account.call("sqs", "GetQueueUrl", { QueueName: "queue" })) as {
    QueueUrl: string;
  };
  const input = { QueueUrl, MaxNumberOfMessages: 10 };
  const { Messages = [] } = (await account.call("sqs", "ReceiveMessage", input)) as {
    Messages?: { Body: string }[];
  };
  return Messages.map(({ Body }) => JSON.parse(Body));
}

onLocalAws("EventBridge", (newAccount) => {
  it("tells of a pushed image as ECR does", async () => {
    const account = newAccount();
    await account.call("ecr", "CreateRepository", { repositoryName: "app" });
    await putQueueRule(account, {}, { EventPattern: JSON.stringify(pushed) });
    const { digest } = await account.pushImage({ repository: "app", tag: "latest" });
    expect(await messages(account)).toEqual([
      {
        version: "0",
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        "detail-type": "ECR Image Action",
        source: "aws.ecr",
        account: account.accountId,
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        region: account.region,
        resources: [],
        detail: {
          result: "SUCCESS",
          "repository-name": "app",
          "image-digest": digest,
          "action-type": "PUSH",
          "image-tag": "latest",
          "manifest-media-type": "application/vnd.docker.distribution.manifest.v2+json",
          "artifact-media-type": "application/vnd.docker.container.image.v1+json",
        },
      },
    ]);
  });

  it("delivers what PutEvents puts on the bus", async () => {
    const account = newAccount();
    await putQueueRule(account);
    const answer = await account.call("events", "PutEvents", {
      Entries: [{ Source: "test", DetailType: "Test", Detail: '{"word":"hello"}' }],
    });
    expect(answer).toEqual({ FailedEntryCount: 0, Entries: [{ EventId: expect.any(String) }] });
    expect(await messages(account)).toMatchObject([anyEvent]);
  });

  it("refuses entries in the name of AWS, and takes the others", async () => {
    const account = newAccount();
    const answer = await account.call("events", "PutEvents", {
      Entries: [
        { Source: "aws.ecr", DetailType: "Test", Detail: "{}" },
        { Source: "test", DetailType: "Test", Detail: "{" },
        { Source: "test", DetailType: "Test", Detail: "{}" },
      ],
    });
    expect(answer).toMatchObject({
      FailedEntryCount: 2,
      Entries: [
        { ErrorCode: "NotAuthorizedForSourceException" },
        { ErrorCode: "MalformedDetail" },
        { EventId: expect.any(String) },
      ],
    });
  });

  it.each([
    ["the constant of a target", { Input: '{"a":1}' }, { a: 1 }],
    ["a part of the event", { InputPath: "$.detail" }, { word: "hello" }],
    [
      "a filled template",
      { InputTransformer: { InputPathsMap: { w: "$.detail.word" }, InputTemplate: '{"said":<w>}' } },
      { said: "hello" },
    ],
  ])("hands over %s", async (_what, target, expected) => {
    const account = newAccount();
    await putQueueRule(account, target);
    await account.putEvent(anyEvent);
    expect(await messages(account)).toEqual([expected]);
  });

  it.each([
    ["an event that its pattern does not match", { EventPattern: '{"source":["other"]}' }],
    ["any event while it is disabled", { State: "DISABLED" }],
  ])("gives a rule nothing of %s", async (_what, rule) => {
    const account = newAccount();
    await putQueueRule(account, {}, rule);
    await account.putEvent(anyEvent);
    expect(await account.deliveries()).toEqual([]);
  });

  it("gives a rule of another bus only the events of that bus", async () => {
    const account = newAccount();
    await account.call("events", "CreateEventBus", { Name: "bus" });
    await putQueueRule(account, {}, { EventBusName: "bus" });
    await account.putEvent(anyEvent);
    const entry = { Source: "test", DetailType: "Test", Detail: '{"on":"bus"}', EventBusName: "bus" };
    await account.call("events", "PutEvents", { Entries: [entry] });
    expect(await messages(account)).toMatchObject([{ detail: { on: "bus" } }]);
  });

  it("gives a rule nothing of another account", async () => {
    const [account, other] = [newAccount(), newAccount()];
    await putQueueRule(account);
    await other.putEvent(anyEvent);
    expect(await account.deliveries()).toEqual([]);
  });

  it("writes to a log group", async () => {
    const account = newAccount();
    await account.call("logs", "CreateLogGroup", { logGroupName: "/events" });
    await putRule(account, { Arn: account.arn("logs", "log-group:/events:*") });
    await account.putEvent(anyEvent);
    const { events } = (await account.call("logs", "FilterLogEvents", { logGroupName: "/events" })) as {
      events: { message: string }[];
    };
    expect(events.map(({ message }) => JSON.parse(message))).toMatchObject([anyEvent]);
  });

  it("publishes on a topic", async () => {
    const account = newAccount();
    await account.client.query("sns", "CreateTopic", { Name: "topic" });
    await account.call("sqs", "CreateQueue", { QueueName: "queue" });
    await account.client.query("sns", "Subscribe", {
      TopicArn: account.arn("sns", "topic"),
      Protocol: "sqs",
      Endpoint: account.arn("sqs", "queue"),
    });
    await putRule(account, { Arn: account.arn("sns", "topic") });
    await account.putEvent(anyEvent);
    const [notification] = (await messages(account)) as { Message: string }[];
    expect(JSON.parse(notification?.Message ?? "")).toMatchObject(anyEvent);
  });

  it("records the failure of a target that does not exist", async () => {
    const account = newAccount();
    await putRule(account, { Arn: account.arn("lambda", "function:missing") });
    await account.putEvent(anyEvent);
    expect(await account.deliveries()).toMatchObject([
      {
        outcome: "failed",
        detail: `the function ${account.arn("lambda", "function:missing")} does not exist`,
      },
    ]);
  });

  it("starts a build with the overrides of its input", async () => {
    const account = newAccount();
    await account.call("codebuild", "CreateProject", {
      name: "build",
      serviceRole: await account.createRole("build", "codebuild.amazonaws.com"),
      source: { type: "NO_SOURCE", buildspec: "{}" },
      artifacts: { type: "NO_ARTIFACTS" },
      environment: { type: "LINUX_CONTAINER", image: "image", computeType: "BUILD_GENERAL1_SMALL" },
    });
    const override = { environmentVariablesOverride: [{ name: "WORD", value: "hello" }] };
    await putRule(account, {
      Arn: account.arn("codebuild", "project/build"),
      RoleArn: await account.createRole("events", "events.amazonaws.com", ["codebuild:StartBuild"]),
      Input: JSON.stringify(override),
    });
    await account.putEvent(anyEvent);
    const { ids } = (await account.call("codebuild", "ListBuilds")) as { ids: string[] };
    await expect(account.call("codebuild", "BatchGetBuilds", { ids })).resolves.toMatchObject({
      builds: [
        { initiator: "rule/rule", environment: { environmentVariables: [{ name: "WORD", value: "hello" }] } },
      ],
    });
  });

  it("starts a pipeline with the digest that was pushed", async () => {
    const account = newAccount();
    await createImagePipeline(account);
    const InputTemplate =
      '{"sourceRevisions":[{"actionName":"Image","revisionType":"IMAGE_DIGEST","revisionValue":"<digest>"}]}';
    await putRule(
      account,
      {
        Arn: account.arn("codepipeline", "pipeline"),
        RoleArn: await account.createRole("events", "events.amazonaws.com", ["codepipeline:Start*"]),
        InputTransformer: { InputPathsMap: { digest: "$.detail.image-digest" }, InputTemplate },
      },
      { EventPattern: JSON.stringify(pushed) },
    );
    await account.pushImage({ repository: "app", tag: "dev" });
    const { digest } = await account.pushImage({ repository: "app", tag: "latest" });
    const [, ...started] = await account.executions("pipeline");
    expect(started).toMatchObject([
      {
        status: "InProgress",
        trigger: { triggerType: "CloudWatchEvent", triggerDetail: account.arn("events", "rule/rule") },
        sourceRevisions: [{ actionName: "Image", revisionId: digest }],
      },
    ]);
    expect(await account.deliveries()).toMatchObject([
      { outcome: "delivered", detail: started[0]?.pipelineExecutionId },
    ]);
  });

  it.each([
    ["does not exist", undefined, [], "the role .*events does not exist"],
    [
      "does not trust EventBridge",
      "codebuild.amazonaws.com",
      [],
      "does not let events.amazonaws.com assume it",
    ],
    [
      "may not start it",
      "events.amazonaws.com",
      ["codebuild:*"],
      "allows codepipeline:StartPipelineExecution",
    ],
  ])("records the failure of a pipeline's target whose role %s", async (_what, service, actions, reason) => {
    const account = newAccount();
    await createImagePipeline(account);
    if (service !== undefined) await account.createRole("events", service, actions);
    const RoleArn = `arn:aws:iam::${account.accountId}:role/events`;
    await putRule(account, { Arn: account.arn("codepipeline", "pipeline"), RoleArn });
    await account.putEvent(anyEvent);
    expect(await account.deliveries()).toMatchObject([
      { outcome: "failed", detail: expect.stringMatching(reason) },
    ]);
    expect(await account.executions("pipeline")).toHaveLength(1);
  });

  it("refuses a pipeline as target without a role", async () => {
    const account = newAccount();
    await expect(putRule(account, { Arn: account.arn("codepipeline", "p") })).rejects.toMatchObject({
      code: "ValidationException",
      message: expect.stringContaining("RoleArn is required"),
    });
  });

  it("refuses a rule whose pattern is invalid", async () => {
    const rule = { Name: "rule", EventPattern: '{"source":[]}' };
    await expect(newAccount().call("events", "PutRule", rule)).rejects.toMatchObject({
      code: "InvalidEventPatternException",
    });
  });

  it("tells whether a pattern matches an event", async () => {
    const account = newAccount();
    const test = (source: string) =>
      account.call("events", "TestEventPattern", {
        EventPattern: JSON.stringify({ source: [source] }),
        Event: JSON.stringify(anyEvent),
      });
    expect(await test("test")).toEqual({ Result: true });
    expect(await test("other")).toEqual({ Result: false });
  });
});
