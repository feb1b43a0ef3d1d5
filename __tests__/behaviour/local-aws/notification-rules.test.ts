import { expect, it } from "vitest";
import { onLocalAws, type TestAccount } from "./on-local-aws";

const topic = "arn:aws:sns:ap-northeast-1:123456789012:topic";
const rule = {
  Name: "deployments",
  DetailType: "FULL",
  EventTypeIds: ["codepipeline-pipeline-pipeline-execution-failed"],
  Resource: "arn:aws:codepipeline:ap-northeast-1:123456789012:pipeline",
  Targets: [{ TargetType: "SNS", TargetAddress: topic }],
};

async function send(account: TestAccount, operation: string, input?: object): Promise<unknown> {
  const body = input === undefined ? undefined : JSON.stringify(input);
  const response = await account.send("codestar-notifications", "POST", `/${operation}`, body);
  return { status: response.status, ...((await response.json()) as object) };
}

async function create(account: TestAccount, changes: object = {}): Promise<string> {
  const answer = await send(account, "createNotificationRule", { ...rule, ...changes });
  return (answer as { Arn: string }).Arn;
}

onLocalAws("a notification rule", (newAccount) => {
  it("is described with its events, targets and tags", async () => {
    const account = newAccount();
    const Arn = await create(account, { Tags: { a: "1" } });
    expect(await send(account, "describeNotificationRule", { Arn })).toMatchObject({
      Name: "deployments",
      Status: "ENABLED",
      EventTypes: [{ EventTypeId: rule.EventTypeIds[0], ServiceName: "CodePipeline" }],
      Targets: [{ TargetAddress: topic, TargetType: "SNS" }],
      Tags: { a: "1" },
      CreatedTimestamp: expect.any(Number),
    });
  });

  it("reaches a topic that lets it publish, and no other", async () => {
    const account = newAccount();
    const TargetAddress = account.arn("sns", "topic");
    const Arn = await create(account, { Targets: [{ TargetType: "SNS", TargetAddress }] });
    const status = async () => {
      const described = await send(account, "describeNotificationRule", { Arn });
      return (described as { Targets: readonly { TargetStatus: string }[] }).Targets[0]?.TargetStatus;
    };
    expect(await status()).toBe("UNREACHABLE");
    await account.client.query("sns", "CreateTopic", { Name: "topic" });
    expect(await status()).toBe("UNREACHABLE");
    const setPolicy = (Service: string, Resource: string) =>
      account.client.query("sns", "SetTopicAttributes", {
        TopicArn: TargetAddress,
        AttributeName: "Policy",
        AttributeValue: JSON.stringify({
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Principal: { Service }, Action: "SNS:Publish", Resource }],
        }),
      });
    await setPolicy("events.amazonaws.com", TargetAddress);
    expect(await status()).toBe("UNREACHABLE");
    await setPolicy("codestar-notifications.amazonaws.com", account.arn("sns", "other"));
    expect(await status()).toBe("UNREACHABLE");
    await setPolicy("codestar-notifications.amazonaws.com", TargetAddress);
    expect(await status()).toBe("ACTIVE");
  });

  it("takes a channel for reached", async () => {
    const account = newAccount();
    const TargetAddress = "arn:aws:chatbot::123456789012:chat-configuration/slack-channel/ops";
    const Arn = await create(account, { Targets: [{ TargetType: "AWSChatbotSlack", TargetAddress }] });
    expect(await send(account, "describeNotificationRule", { Arn })).toMatchObject({
      Targets: [{ TargetStatus: "ACTIVE" }],
    });
  });

  it("stays disabled when something else of it changes", async () => {
    const account = newAccount();
    const Arn = await create(account, { Status: "DISABLED" });
    await send(account, "updateNotificationRule", { Arn, DetailType: "BASIC" });
    expect(await send(account, "describeNotificationRule", { Arn })).toMatchObject({
      Status: "DISABLED",
      DetailType: "BASIC",
    });
  });

  it("loses the tags whose keys are named", async () => {
    const account = newAccount();
    const Arn = await create(account, { Tags: { a: "1", b: "2" } });
    await send(account, `untagResource/${encodeURIComponent(Arn)}?tagKeys=a`);
    expect(await send(account, "listTagsForResource", { Arn })).toEqual({ status: 200, Tags: { b: "2" } });
  });

  it.each([
    [
      "an event that its resource does not send",
      { EventTypeIds: ["codebuild-project-build-state-failed"] },
      400,
    ],
    ["a resource that sends no events", { Resource: "arn:aws:s3:::bucket" }, 400],
    ["a name with a dot", { Name: "a.b" }, 400],
  ])("is refused with %s", async (_what, changes, status) => {
    const answer = await send(newAccount(), "createNotificationRule", { ...rule, ...changes });
    expect(answer).toMatchObject({ status, __type: "ValidationException" });
  });

  it("is refused with the name of another", async () => {
    const account = newAccount();
    await create(account);
    expect(await send(account, "createNotificationRule", rule)).toMatchObject({
      status: 409,
      __type: "ResourceAlreadyExistsException",
    });
  });

  it("keeps its target until the target is taken from every rule by force", async () => {
    const account = newAccount();
    const Arn = await create(account);
    expect(await send(account, "deleteTarget", { TargetAddress: topic })).toMatchObject({ status: 400 });
    await send(account, "deleteTarget", { TargetAddress: topic, ForceUnsubscribeAll: true });
    expect(await send(account, "describeNotificationRule", { Arn })).toMatchObject({ Targets: [] });
  });

  it("is a resource of its account until it is deleted", async () => {
    const account = newAccount();
    const Arn = await create(account);
    expect(await account.resources()).toEqual([Arn]);
    await send(account, "deleteNotificationRule", { Arn });
    expect(await account.resources()).toEqual([]);
    expect(await send(account, "describeNotificationRule", { Arn })).toMatchObject({ status: 404 });
  });
});
