import type { Arn } from "../../arn";
import { elementText } from "../../client/xml";
import type { DeliveryContext, Outcome } from "./delivery-context";

/** Sends the input to an SQS queue. */
export async function deliverToQueue({ scope, input }: DeliveryContext, queue: Arn): Promise<Outcome> {
  const url = `${scope.moto.endpoint}/${queue.accountId}/${queue.resource}`;
  await scope.moto.call("sqs", "SendMessage", { QueueUrl: url, MessageBody: input });
  return { outcome: "delivered", detail: `a message in ${queue.resource}` };
}

/** Publishes the input on an SNS topic. */
export async function deliverToTopic({ scope, target, input }: DeliveryContext): Promise<Outcome> {
  const xml = await scope.moto.query("sns", "Publish", { TopicArn: target.Arn, Message: input });
  return { outcome: "delivered", detail: elementText(xml, "MessageId") ?? "" };
}

/** Writes the input to a log group, in a stream of its own. */
export async function deliverToLogGroup(context: DeliveryContext, logGroup: Arn): Promise<Outcome> {
  const { scope, input } = context;
  const logGroupName = logGroup.resource.replace(/^log-group:/, "").replace(/:\*$/, "");
  const logStreamName = crypto.randomUUID();
  await scope.moto.call("logs", "CreateLogStream", { logGroupName, logStreamName });
  const logEvents = [{ timestamp: Date.now(), message: input }];
  await scope.moto.call("logs", "PutLogEvents", { logGroupName, logStreamName, logEvents });
  return { outcome: "delivered", detail: `log stream ${logStreamName}` };
}
