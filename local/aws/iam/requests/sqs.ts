import type { AwsCall } from "./aws-call";
import { eachNeeds, needs } from "./needs";
import type { ServiceRequests } from "./permission";

const queue = (call: AwsCall) => {
  const url = call.text("QueueUrl") || (call.form.get("QueueUrl") ?? "");
  const name = url.split("/").at(-1) || call.text("QueueName") || (call.form.get("QueueName") ?? "");
  return call.arn("sqs", name);
};

/** What the operations of SQS need; a batch needs what one message does. */
export const sqs: ServiceRequests = {
  operations: {
    ...eachNeeds(
      "sqs",
      [
        "ChangeMessageVisibility",
        "DeleteMessage",
        "GetQueueAttributes",
        "GetQueueUrl",
        "ReceiveMessage",
        "SendMessage",
      ],
      queue,
    ),
    SendMessageBatch: needs("sqs:SendMessage", queue),
    DeleteMessageBatch: needs("sqs:DeleteMessage", queue),
  },
};
