import type { PipelineRun } from "../../../../../local/aws/pipeline-run";
import { messages } from "../../../local-aws/event-rules";
import { approves, createPipeline } from "../../../local-aws/executions";
import type { TestAccount } from "../../../local-aws/on-local-aws";

/** The executions of a pipeline whose approval is to be answered, and a topic that is told of clean-ups. */
export interface Reviews {
  readonly topicArn: string;
  /** An execution that waits for its approval, or for the one before it to get out of the stage. */
  start(): Promise<PipelineRun>;
  /** What the topic got. */
  messages(): Promise<{ readonly Subject: string; readonly Message: string }[]>;
}

/** A pipeline with an approval. Its sources fetch nothing in tests that put fakes in the place of actions. */
export async function createReviews(account: TestAccount): Promise<Reviews> {
  const stages = [{ name: "Approve", actions: [approves()] }];
  await createPipeline(account, stages, { executionMode: "QUEUED" });
  await account.client.query("sns", "CreateTopic", { Name: "releases" });
  await account.call("sqs", "CreateQueue", { QueueName: "queue" });
  const topicArn = account.arn("sns", "releases");
  await account.client.query("sns", "Subscribe", {
    TopicArn: topicArn,
    Protocol: "sqs",
    Endpoint: account.arn("sqs", "queue"),
  });
  let isFirst = true;
  return {
    topicArn,
    async start() {
      const review = isFirst ? await account.attachToLatest("pipeline") : await account.run("pipeline");
      isFirst = false;
      await review.rest();
      return review;
    },
    messages: async () => (await messages(account)) as { Subject: string; Message: string }[],
  };
}

/** The ID of the approval that an execution asked for last, as its event tells it. */
export async function approvalOf(review: PipelineRun): Promise<string> {
  return (await review.action("Approve")).actionExecutionId;
}
