import type { TrafficRoutes } from "./load-balancer-interface";
import type { LoadBalancerOptions } from "./load-balancer-options";

export interface ApplicationLoadBalancerProps extends TrafficRoutes, LoadBalancerOptions {
  readonly vpcId: string;
  /** IDs of subnets of the VPC, in two or more availability zones. */
  readonly subnets: readonly string[];
  /** The port of the containers. */
  readonly containerPort: number;
  /** Whether CodeDeploy shifts the listeners, whose default action Terraform then leaves alone. @default false */
  readonly shiftedByCodeDeploy?: boolean;
}
