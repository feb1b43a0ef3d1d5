import { z } from "zod";
import type { AwsCall } from "./aws-call";
import { eachNeeds } from "./needs";
import type { ServiceRequests } from "./permission";

const entries = z.array(
  z.looseObject({
    EventBusName: z.string().default("default"),
    Source: z.string().optional(),
    DetailType: z.string().optional(),
  }),
);

const bus = (call: AwsCall, name: string) =>
  name.startsWith("arn:") ? name : call.arn("events", `event-bus/${name}`);
const rule = (call: AwsCall) => {
  const name = call.text("Name") || call.text("Rule");
  const onBus = call.text("EventBusName");
  return call.arn("events", `rule/${onBus === "" || onBus === "default" ? "" : `${onBus}/`}${name}`);
};

/** What the operations of EventBridge need. */
export const events: ServiceRequests = {
  conditionKeys: ["events:source", "events:detail-type", "events:eventBusInvocation"],
  operations: {
    PutEvents: (call) =>
      entries.parse(call.input.Entries ?? []).map(({ EventBusName, Source, DetailType }) => ({
        action: "events:PutEvents",
        resource: bus(call, EventBusName),
        context: {
          "events:source": Source,
          "events:detail-type": DetailType,
          "events:eventBusInvocation": "false",
        },
      })),
    ...eachNeeds("events", ["DescribeRule", "DisableRule", "EnableRule", "ListTargetsByRule"], rule),
  },
};
