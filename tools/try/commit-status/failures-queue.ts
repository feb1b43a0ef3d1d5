import { z } from "zod";
import type { LocalAccount } from "../../../local/aws/local-account";

const received = z.object({
  Messages: z.array(z.object({ Body: z.string(), ReceiptHandle: z.string() })).optional(),
});

const failure = z.object({
  requestPayload: z.unknown(),
  requestContext: z.object({ condition: z.string(), approximateInvokeCount: z.number() }),
  responsePayload: z.object({ errorType: z.string() }),
});

/** What Lambda says of an event that it gave up. */
export type Failure = z.output<typeof failure>;

/** Takes what a function failed at out of its queue. */
export async function takeFailures(account: LocalAccount, functionName: string): Promise<readonly Failure[]> {
  const answer = await account.call("sqs", "GetQueueUrl", { QueueName: `${functionName}-failures` });
  const { QueueUrl } = z.object({ QueueUrl: z.string() }).parse(answer);
  const { Messages = [] } = received.parse(
    await account.call("sqs", "ReceiveMessage", { QueueUrl, MaxNumberOfMessages: 10 }),
  );
  for (const { ReceiptHandle } of Messages) {
    await account.call("sqs", "DeleteMessage", { QueueUrl, ReceiptHandle });
  }
  return Messages.map(({ Body }) => failure.parse(JSON.parse(Body)));
}

/** Gives a function an event, as EventBridge does. */
export async function invoke(account: LocalAccount, functionName: string, event: unknown): Promise<void> {
  const path = `/2015-03-31/functions/${functionName}/invocations`;
  const response = await account.send("lambda", "POST", path, JSON.stringify(event), {
    "x-amz-invocation-type": "Event",
  });
  if (!response.ok) throw new Error(`Lambda did not take the event: ${await response.text()}`);
}
