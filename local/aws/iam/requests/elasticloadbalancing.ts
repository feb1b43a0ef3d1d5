import type { AwsCall } from "./aws-call";
import { eachNeeds } from "./needs";
import type { ServiceRequests } from "./permission";

const named = (field: string) => (call: AwsCall) => call.form.get(field) ?? "";

/** What the operations of the load balancers need. */
export const elasticloadbalancing: ServiceRequests = {
  operations: {
    ...eachNeeds(
      "elasticloadbalancing",
      [
        "DescribeListeners",
        "DescribeLoadBalancers",
        "DescribeRules",
        "DescribeTargetGroups",
        "DescribeTargetHealth",
      ],
      () => "*",
    ),
    ...eachNeeds("elasticloadbalancing", ["ModifyListener"], named("ListenerArn")),
    ...eachNeeds("elasticloadbalancing", ["ModifyRule"], named("RuleArn")),
    ...eachNeeds("elasticloadbalancing", ["DeregisterTargets", "RegisterTargets"], named("TargetGroupArn")),
  },
};
