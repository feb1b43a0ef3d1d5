import type { AwsCall } from "./aws-call";
import { eachNeeds, needs } from "./needs";
import type { ServiceRequests } from "./permission";

const topic = (call: AwsCall) => call.form.get("TopicArn") ?? call.form.get("TargetArn") ?? "*";

/** What the operations of SNS need. */
export const sns: ServiceRequests = {
  conditionKeys: ["sns:Endpoint", "sns:Protocol"],
  operations: {
    ...eachNeeds("sns", ["GetTopicAttributes", "ListSubscriptionsByTopic", "Publish"], topic),
    PublishBatch: needs("sns:Publish", topic),
    ListTopics: needs("sns:ListTopics", () => "*"),
    Subscribe: needs("sns:Subscribe", topic, ({ form }) => ({
      "sns:Endpoint": form.get("Endpoint") ?? undefined,
      "sns:Protocol": form.get("Protocol") ?? undefined,
    })),
  },
};
