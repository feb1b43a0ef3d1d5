import type { LoadBalancerOptions } from "../elb/load-balancer-options";
import type { RoleOptions } from "../iam/role";
import type { LogicalIdProps } from "../logical-ids/logical-id";

/** Amazon ECS: Fargate capacity providers. */
export const fargateCapacityProviders = ["FARGATE", "FARGATE_SPOT"] as const;

/** A share of a service's tasks (Amazon ECS API: CapacityProviderStrategyItem). */
export interface CapacityProviderShare {
  /** `FARGATE`, or `FARGATE_SPOT`: spare capacity, which AWS may take back with two minutes' notice. */
  readonly capacityProvider: (typeof fargateCapacityProviders)[number];
  /** Share of the tasks beyond `base`, 0 to 1000. @default 1 */
  readonly weight?: number;
  /** Tasks that run here at least, in one share only, 0 to 100000. @default 0 */
  readonly base?: number;
}

/** How many tasks run, by what they do (Application Auto Scaling: target tracking). At least one target. */
export interface ServiceAutoscaling {
  /** Tasks that run at least. */
  readonly minCapacity: number;
  /** Tasks that run at most. */
  readonly maxCapacity: number;
  /** Average use of the CPU in percent, 1 to 100. @default none */
  readonly targetCpuUtilization?: number;
  /** Average use of the memory in percent, 1 to 100. @default none */
  readonly targetMemoryUtilization?: number;
  /** Seconds between two scale-ins. @default 300 */
  readonly scaleInCooldownSeconds?: number;
  /** Seconds between two scale-outs. @default 60 */
  readonly scaleOutCooldownSeconds?: number;
}

export const containerInsightsValues = ["disabled", "enabled", "enhanced"] as const;

/** What a user may choose about a Fargate service that is made; its names are those of an `EcsService`. */
export interface FargateServiceOptions extends LogicalIdProps {
  /** ID of a VPC that exists. */
  readonly vpcId: string;
  /** IDs of its subnets, 1 to 16, with a way to ECR, CloudWatch Logs and the secrets. */
  readonly subnets: readonly string[];
  /** IDs of security groups of the tasks beside the one that is made, at most 4. @default none */
  readonly securityGroupIds?: readonly string[];
  /** A public address for every task, which tasks in public subnets need. @default false */
  readonly assignPublicIp?: boolean;
  /** The cluster exists. @default false: it is made */
  readonly existingCluster?: boolean;
  /** What CloudWatch Container Insights gathers of a cluster that is made. @default "disabled" */
  readonly containerInsights?: (typeof containerInsightsValues)[number];
  /** Tasks that run, where nothing scales them. @default 1 */
  readonly desiredCount?: number;
  /** Fargate's platform version that the service is made with. @default "LATEST" */
  readonly platformVersion?: string;
  /** Where tasks run, such as partly on spare capacity. @default launch type FARGATE */
  readonly capacityProviderStrategy?: readonly CapacityProviderShare[];
  /** Seconds in which ECS overlooks what the load balancer says of a new task. @default 0 */
  readonly healthCheckGracePeriodSeconds?: number;
  /** Lets people run commands in the tasks (ECS Exec); gives the task role what that needs. @default false */
  readonly enableExecuteCommand?: boolean;
  /** Goes back to the last revision when the tasks of a new one do not start; rolling update only. @default true */
  readonly deploymentCircuitBreaker?: boolean;
  /** Lets the number of tasks follow what they do. @default none: `desiredCount` tasks */
  readonly autoscaling?: ServiceAutoscaling;
  /** The role that the containers' own code has. @default none, or the one that the task definition names */
  readonly taskRole?: RoleOptions;
  /** Name or ARN of a task role that exists. @default none */
  readonly existingTaskRole?: string;
  /** The role that ECS pulls images, reads secrets and writes logs with. @default `<serviceName>-execution` */
  readonly executionRole?: RoleOptions;
  /** Name or ARN of an execution role that exists. @default none: one is made */
  readonly existingExecutionRole?: string;
  /** The execution role is the task role too: the containers' code can read every secret. @default false */
  readonly singleRole?: boolean;
  /** Days that logs are kept; 0 keeps them for ever (CloudWatch Logs API: PutRetentionPolicy). @default 30 */
  readonly logRetentionDays?: number;
  /** The log groups that the task definition names exist. @default false: they are made */
  readonly existingLogGroups?: boolean;
  /** ARN of the KMS key that encrypts the secrets that the task definition names. @default keys of AWS's */
  readonly secretsKmsKeyArn?: string;
  /** The load balancer, its listeners and its target groups exist. @default false: they are made */
  readonly existingLoadBalancer?: boolean;
  /** What is chosen about a load balancer that is made. @default see there */
  readonly loadBalancer?: LoadBalancerOptions;
}
