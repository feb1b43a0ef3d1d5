import type { ITerraformDependable } from "cdktf";
import type { IConstruct } from "constructs";

/** The names and the port of what users reach, of a load balancer that exists and of one that is made. */
export interface ProductionRoutes {
  /** 1 to 32 characters (Elastic Load Balancing API: CreateLoadBalancer). */
  readonly loadBalancerName: string;
  /** Port of the listener that users reach. */
  readonly productionPort: number;
  /** Names of the target groups: one for a rolling update, two (blue and green) for CodeDeploy. */
  readonly targetGroups: readonly string[];
}

/** The names and ports of all that a load balancer sends to a service. */
export interface TrafficRoutes extends ProductionRoutes {
  /** Port of the listener that reaches the new tasks before users do; for blue/green only. @default none */
  readonly testPort?: number;
}

/** An application load balancer that a service stands behind, made here or existing. */
export interface ILoadBalancer extends IConstruct {
  /** The name as a literal: policies are made of it. */
  readonly loadBalancerName: string;
  readonly productionListenerArn: string;
  readonly testListenerArn: string | undefined;
  /** As literals, in the order given: the first serves when the service is made. */
  readonly targetGroupNames: readonly string[];
  /** ARN of the target group that the service is made with. */
  readonly firstTargetGroupArn: string;
  /** A security group that what the load balancer sends comes from. */
  readonly securityGroupId: string;
  /** Whether listeners may have rules beside their default action, which CodeDeploy shifts too. */
  readonly mayHaveRules: boolean;
  /** What must exist before a service can stand behind it, and be reached. */
  readonly listeners: readonly ITerraformDependable[];
  /** Lets it send to what is in a security group, as far as its own is made here. */
  letSend(securityGroupId: string, port: number): void;
}
