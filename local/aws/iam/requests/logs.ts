import type { AwsCall } from "./aws-call";
import { eachNeeds, needs } from "./needs";
import type { ServiceRequests } from "./permission";

const group = (call: AwsCall) => {
  const identifier = call.text("logGroupIdentifier").replace(/:\*$/, "");
  return identifier.startsWith("arn:")
    ? identifier
    : call.arn("logs", `log-group:${call.text("logGroupName") || identifier}`);
};
// In policies a group's ARN ends in `:*` (CloudWatch Logs user guide, "CloudWatch Logs resources and operations").
const inGroup = (call: AwsCall) => `${group(call)}:*`;
const stream = (call: AwsCall) => `${group(call)}:log-stream:${call.text("logStreamName")}`;

/** What the operations of CloudWatch Logs need. */
export const logs: ServiceRequests = {
  operations: {
    CreateLogGroup: needs("logs:CreateLogGroup", inGroup, (call) => call.tagContext("tags")),
    ...eachNeeds(
      "logs",
      ["DeleteLogGroup", "DescribeLogStreams", "FilterLogEvents", "PutRetentionPolicy"],
      inGroup,
    ),
    ...eachNeeds("logs", ["CreateLogStream", "GetLogEvents", "PutLogEvents"], stream),
    DescribeLogGroups: needs("logs:DescribeLogGroups", () => "*"),
  },
};
