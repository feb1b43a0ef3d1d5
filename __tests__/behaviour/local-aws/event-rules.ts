import type { TestAccount } from "./on-local-aws";

/** An event that the rules of these tests match, unless they say otherwise. */
export const anyEvent = { source: "test", "detail-type": "Test", detail: { word: "hello" } };

/** The pattern of a pushed image with the tag `latest`. */
export const pushed = JSON.stringify({ source: ["aws.ecr"], detail: { "image-tag": ["latest"] } });

/** A rule with one target, on the default bus if it names none. */
export async function putRule(account: TestAccount, target: object, rule: object = {}): Promise<void> {
  const EventPattern = JSON.stringify({ source: ["test"] });
  await account.call("events", "PutRule", { Name: "rule", EventPattern, ...rule });
  const { EventBusName } = { EventBusName: "default", ...rule };
  await account.call("events", "PutTargets", {
    Rule: "rule",
    EventBusName,
    Targets: [{ Id: "target", ...target }],
  });
}

/** A rule with a queue as target. */
export async function putQueueRule(
  account: TestAccount,
  target: object = {},
  rule: object = {},
): Promise<void> {
  await account.call("sqs", "CreateQueue", { QueueName: "queue" });
  await putRule(account, { Arn: account.arn("sqs", "queue"), ...target }, rule);
}

/** The messages in that queue. */
export async function messages(account: TestAccount): Promise<unknown[]> {
  const { QueueUrl } = (await account.call("sqs", "GetQueueUrl", { QueueName: "queue" })) as {
    QueueUrl: string;
  };
  const input = { QueueUrl, MaxNumberOfMessages: 10 };
  const { Messages = [] } = (await account.call("sqs", "ReceiveMessage", input)) as {
    Messages?: { Body: string }[];
  };
  return Messages.map(({ Body }) => JSON.parse(Body));
}
