import { expect, it } from "vitest";
import { commands, createProject, endedBuild } from "./builds";
import { anyEvent, messages, pushed, putRule } from "./event-rules";
import { createFunction, finished, lambda } from "./functions";
import { onLocalAws } from "./on-local-aws";
import { createImagePipeline } from "./pipelines";

onLocalAws("a target of a rule", (newAccount) => {
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

  it("invokes a function that its policy lets EventBridge invoke, and no other", async () => {
    const account = newAccount();
    await createFunction(account, "exports.handler = async ({ detail }) => detail.word");
    await putRule(account, { Arn: account.arn("lambda", "function:function") });
    await account.putEvent(anyEvent);
    await lambda(account, "POST", "/2015-03-31/functions/function/policy", {
      StatementId: "events",
      Action: "lambda:InvokeFunction",
      Principal: "events.amazonaws.com",
      SourceArn: account.arn("events", "rule/rule"),
    });
    await account.putEvent(anyEvent);
    const [invocation] = await finished(account);
    expect(invocation).toMatchObject({ invocationType: "Event", event: anyEvent, result: "hello" });
    expect(await account.deliveries()).toMatchObject([
      { outcome: "failed", detail: expect.stringContaining("does not let events.amazonaws.com do ") },
      { outcome: "delivered", detail: invocation?.requestId },
    ]);
  });

  it("leaves what it did not get to its dead-letter queue, whose policy lets EventBridge send", async () => {
    const account = newAccount();
    const attributes = async (Policy: object) => {
      const { QueueUrl } = (await account.call("sqs", "CreateQueue", { QueueName: "queue" })) as {
        QueueUrl: string;
      };
      await account.call("sqs", "SetQueueAttributes", {
        QueueUrl,
        Attributes: { Policy: JSON.stringify(Policy) },
      });
    };
    const queue = account.arn("sqs", "queue");
    const statement = { Effect: "Allow", Action: "sqs:SendMessage", Resource: queue };
    await attributes({ Statement: [{ ...statement, Principal: { Service: "sns.amazonaws.com" } }] });
    const Arn = account.arn("lambda", "function:missing");
    await putRule(account, { Arn, DeadLetterConfig: { Arn: queue } });
    await account.putEvent(anyEvent);
    expect(await messages(account)).toEqual([]);
    await attributes({ Statement: [{ ...statement, Principal: { Service: "events.amazonaws.com" } }] });
    await account.putEvent(anyEvent);
    expect(await messages(account)).toMatchObject([anyEvent]);
    expect(await account.deliveries()).toMatchObject([
      { outcome: "failed", deadLetter: expect.stringContaining("does not let events.amazonaws.com do ") },
      { outcome: "failed", deadLetter: `sent to ${queue}` },
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

  it("starts a build with variables that an input transformer takes from the event", async () => {
    const account = newAccount();
    await createProject(account, commands('echo "$RELEASE of $SERVICE"'), {
      environment: {
        ...{ type: "LINUX_CONTAINER", image: "image", computeType: "BUILD_GENERAL1_SMALL" },
        environmentVariables: [
          { name: "SERVICE", value: "site" },
          { name: "RELEASE", value: "unknown" },
        ],
      },
    });
    const template = { environmentVariablesOverride: [{ name: "RELEASE", value: "<release>" }] };
    await putRule(account, {
      Arn: account.arn("codebuild", "project/build"),
      RoleArn: await account.createRole("events", "events.amazonaws.com", ["codebuild:StartBuild"]),
      InputTransformer: {
        InputPathsMap: { release: "$.detail.execution-id" },
        InputTemplate: JSON.stringify(template),
      },
    });
    await account.putEvent({ ...anyEvent, detail: { "execution-id": "one-two" } });
    const [{ detail = "" } = {}] = await account.deliveries();
    await endedBuild(account, detail);
    expect(await account.buildLog(detail)).toContain("one-two of site");
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
      { EventPattern: pushed },
    );
    await account.pushImage({ repository: "app", tag: "dev" });
    const { digest } = await account.pushImage({ repository: "app", tag: "latest" });
    const [, ...started] = await account.executions("pipeline");
    expect(started).toMatchObject([
      {
        trigger: { triggerType: "CloudWatchEvent", triggerDetail: account.arn("events", "rule/rule") },
        sourceRevisions: [{ actionName: "Image", revisionId: digest }],
      },
    ]);
    expect(await account.deliveries()).toMatchObject([
      { outcome: "delivered", detail: started[0]?.pipelineExecutionId },
    ]);
    expect(await account.permissionUses("events")).toMatchObject([
      { action: "codepipeline:StartPipelineExecution", resource: account.arn("codepipeline", "pipeline") },
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
      "allows the codepipeline:StartPipelineExecution action",
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
});
