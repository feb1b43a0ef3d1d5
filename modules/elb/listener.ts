import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { Construct } from "constructs";
import { type LogicalIdProps, setLogicalId } from "../logical-ids/logical-id";
import { defined } from "../terraform/defined";
import { setLifecycle } from "../terraform/lifecycle";
import type { LoadBalancerOptions } from "./load-balancer-options";

export interface ListenerProps
  extends Pick<LoadBalancerOptions, "certificateArn" | "sslPolicy">,
    LogicalIdProps {
  readonly loadBalancerArn: string;
  readonly port: number;
  /** The target group that gets everything at first. */
  readonly targetGroupArn: string;
  /** Whether CodeDeploy shifts it from target group to target group. */
  readonly shiftedByCodeDeploy: boolean;
}

/** A port of a load balancer, in HTTPS where there is a certificate. */
export class Listener extends Construct {
  readonly listener: LbListener;

  constructor(scope: Construct, id: string, props: ListenerProps) {
    super(scope, id);
    setLogicalId(this, props.logicalId);
    this.listener = this.createListener(props);
    if (props.shiftedByCodeDeploy) setLifecycle(this.listener, { ignoreChanges: ["default_action"] });
  }

  private createListener(props: ListenerProps): LbListener {
    const { certificateArn, sslPolicy = "ELBSecurityPolicy-TLS13-1-2-2021-06" } = props;
    return new LbListener(
      this,
      "listener",
      defined({
        loadBalancerArn: props.loadBalancerArn,
        port: props.port,
        protocol: certificateArn ? "HTTPS" : "HTTP",
        certificateArn,
        sslPolicy: certificateArn && sslPolicy,
        defaultAction: [{ type: "forward", targetGroupArn: props.targetGroupArn }],
      }),
    );
  }
}
