import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { Construct } from "constructs";
import { nameRules } from "../aws/name-rules";
import { check } from "../findings/check";
import { invalidName } from "../findings/value-errors";
import { type LogicalIdProps, setLogicalId } from "../logical-ids/logical-id";
import type { LoadBalancerOptions } from "./load-balancer-options";

export interface TargetGroupProps
  extends Pick<LoadBalancerOptions, "healthCheck" | "deregistrationDelaySeconds">,
    LogicalIdProps {
  /** 1 to 32 characters (Elastic Load Balancing API: CreateTargetGroup). */
  readonly targetGroupName: string;
  readonly vpcId: string;
}

/** The tasks that a load balancer sends to. */
export class TargetGroup extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: TargetGroupProps) {
    super(scope, id);
    setLogicalId(this, props.logicalId);
    this.arn = this.createTargetGroup(props).arn;
    check(this, () => invalidName("targetGroups", props.targetGroupName, nameRules.targetGroup));
  }

  private createTargetGroup(props: TargetGroupProps): LbTargetGroup {
    const { healthCheck = {}, deregistrationDelaySeconds = 30 } = props;
    return new LbTargetGroup(this, "target_group", {
      name: props.targetGroupName,
      vpcId: props.vpcId,
      targetType: "ip",
      protocol: "HTTP",
      // Every task is registered with the port of its container; another one here would mean another target group.
      port: 80,
      deregistrationDelay: String(deregistrationDelaySeconds),
      healthCheck: {
        path: healthCheck.path ?? "/",
        matcher: healthCheck.matcher ?? "200",
        interval: healthCheck.intervalSeconds ?? 30,
        timeout: healthCheck.timeoutSeconds ?? 5,
        healthyThreshold: healthCheck.healthyThresholdCount ?? 5,
        unhealthyThreshold: healthCheck.unhealthyThresholdCount ?? 2,
      },
    });
  }
}
