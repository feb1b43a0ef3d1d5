import { parseArn } from "../arn";
import { AwsError } from "../client/aws-error";
import type { Scope } from "../gateway/scope";
import { whyServiceMayNot } from "../iam/service-permission";
import type { AwsEvent } from "./aws-event";
import type { Rule, Target } from "./rule";

const EVENTBRIDGE = "events.amazonaws.com";

/** An event that a target did not get. */
export interface Undelivered {
  readonly scope: Scope;
  readonly rule: Rule;
  readonly target: Target;
  readonly event: AwsEvent;
  readonly reason: string;
}

/** Sends the event to the target's dead-letter queue, if it has one, and tells what came of it. */
export async function sendToDeadLetterQueue(undelivered: Undelivered): Promise<string | undefined> {
  const queueArn = undelivered.target.DeadLetterConfig?.Arn;
  if (queueArn === undefined) return undefined;
  try {
    return await send(undelivered, queueArn);
  } catch (error) {
    if (error instanceof AwsError) return `not sent to ${queueArn}: ${error.message}`;
    throw error;
  }
}

async function send({ scope, rule, target, event, reason }: Undelivered, queueArn: string): Promise<string> {
  const { accountId, resource } = parseArn(queueArn) ?? {};
  const QueueUrl = `${scope.moto.endpoint}/${accountId}/${resource}`;
  const permission = { action: "sqs:SendMessage", resource: queueArn };
  const by = { sourceArn: rule.Arn, sourceAccount: scope.accountId };
  const problem = await whyServiceMayNot(scope, EVENTBRIDGE, permission, by);
  if (problem !== undefined) return `not sent to ${queueArn}: ${problem}`;
  await scope.moto.call("sqs", "SendMessage", {
    QueueUrl,
    MessageBody: JSON.stringify(event),
    MessageAttributes: {
      RULE_ARN: attribute(rule.Arn),
      TARGET_ARN: attribute(target.Arn),
      ERROR_MESSAGE: attribute(reason),
    },
  });
  return `sent to ${queueArn}`;
}

function attribute(StringValue: string): object {
  return { DataType: "String", StringValue };
}
