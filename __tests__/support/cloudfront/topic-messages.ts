import { z } from "zod";
import { elementText } from "../../../local/aws/client/xml";
import type { LocalAccount } from "../../../local/aws/local-account";

const received = z.object({
  Messages: z.array(z.object({ Body: z.string(), ReceiptHandle: z.string() })).optional(),
});
const message = z.object({ Subject: z.string(), Message: z.string() });

/** What a topic tells its subscribers. */
export type TopicMessage = z.output<typeof message>;

/** A queue that hears of what a topic is told. */
export class TopicMessages {
  private constructor(
    private readonly account: LocalAccount,
    private readonly queueUrl: string,
    private readonly subscriptionArn: string,
  ) {}

  static async subscribe(account: LocalAccount, TopicArn: string): Promise<TopicMessages> {
    const name = TopicArn.split(":").at(-1) ?? "";
    // It is there already where the topic is.
    await account.query("sns", "CreateTopic", { Name: name });
    const { QueueUrl } = z
      .object({ QueueUrl: z.string() })
      .parse(await account.call("sqs", "CreateQueue", { QueueName: name }));
    const Endpoint = `arn:aws:sqs:${account.region}:${account.accountId}:${name}`;
    const answer = await account.query("sns", "Subscribe", { TopicArn, Protocol: "sqs", Endpoint });
    return new TopicMessages(account, QueueUrl, elementText(answer, "SubscriptionArn") ?? "");
  }

  /** Takes what has come since the last look. */
  async take(): Promise<readonly TopicMessage[]> {
    const { queueUrl: QueueUrl } = this;
    const input = { QueueUrl, MaxNumberOfMessages: 10 };
    const { Messages = [] } = received.parse(await this.account.call("sqs", "ReceiveMessage", input));
    for (const { ReceiptHandle } of Messages) {
      await this.account.call("sqs", "DeleteMessage", { QueueUrl, ReceiptHandle });
    }
    return Messages.map(({ Body }) => message.parse(JSON.parse(Body)));
  }

  /** Takes subscription and queue away. */
  async end(): Promise<void> {
    await this.account.query("sns", "Unsubscribe", { SubscriptionArn: this.subscriptionArn });
    await this.account.call("sqs", "DeleteQueue", { QueueUrl: this.queueUrl });
  }
}
