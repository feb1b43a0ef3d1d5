import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { Construct } from "constructs";
import { arnOf } from "../aws/current";
import { nameRules } from "../aws/name-rules";
import { check } from "../findings/check";
import { invalidName } from "../findings/value-errors";
import { type LogicalIdProps, setLogicalId } from "../logical-ids/logical-id";

export interface FailureQueueProps extends LogicalIdProps {
  /** 1 to 80 characters, unique in the Region (Amazon SQS API: CreateQueue). */
  readonly queueName: string;
}

// The longest that SQS keeps a message (Amazon SQS API: CreateQueue).
const fourteenDays = 14 * 24 * 60 * 60;

/** A queue that keeps what went wrong until somebody has looked at it, at most 14 days. */
export class FailureQueue extends Construct {
  /** Made of the queue's name, for policies. */
  readonly queueArn: string;
  private readonly queue: SqsQueue;

  constructor(scope: Construct, id: string, { queueName, logicalId }: FailureQueueProps) {
    super(scope, id);
    setLogicalId(this, logicalId);
    this.queueArn = arnOf(this, "sqs", queueName);
    this.queue = new SqsQueue(this, "queue", {
      name: queueName,
      messageRetentionSeconds: fourteenDays,
      sqsManagedSseEnabled: true,
    });
    check(this, () => invalidName("queueName", queueName, nameRules.queue));
  }

  /** The queue's ARN, as a reference. */
  get arn(): string {
    return this.queue.arn;
  }

  get url(): string {
    return this.queue.url;
  }
}
