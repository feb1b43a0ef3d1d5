import { expect, it } from "vitest";
import { anyEvent, messages, pushed, putQueueRule, putRule } from "./event-rules";
import { onLocalAws } from "./on-local-aws";

onLocalAws("EventBridge", (newAccount) => {
  it("tells of a pushed image as ECR does", async () => {
    const account = newAccount();
    await account.call("ecr", "CreateRepository", { repositoryName: "app" });
    await putQueueRule(account, {}, { EventPattern: pushed });
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
