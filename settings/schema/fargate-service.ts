import { z } from "zod/mini";
import {
  type CapacityProviderShare,
  containerInsightsValues,
  type FargateServiceOptions,
  fargateCapacityProviders,
  type ServiceAutoscaling,
} from "../../modules/ecs/fargate-service-options";
import type { LoadBalancerOptions, TargetHealthCheck } from "../../modules/elb/load-balancer-options";
import { roleSchema } from "./role";
import { boolean, number, optional, strict, string, strings } from "./types";

/** How to make an ECS service on Fargate, in a VPC that exists. */
export interface FargateServiceSettings extends FargateServiceOptions {
  /** Logical ID of the service's elements. Keep it once deployed. @default the entry's `logicalId` */
  readonly logicalId?: string;
}

const healthCheck = strict<TargetHealthCheck>()({
  path: optional(string),
  matcher: optional(string),
  intervalSeconds: optional(number),
  timeoutSeconds: optional(number),
  healthyThresholdCount: optional(number),
  unhealthyThresholdCount: optional(number),
});

const loadBalancer = strict<LoadBalancerOptions>()({
  internal: optional(boolean),
  subnets: optional(strings),
  certificateArn: optional(string),
  sslPolicy: optional(string),
  redirectHttp: optional(boolean),
  productionCidrBlocks: optional(strings),
  testCidrBlocks: optional(strings),
  healthCheck: optional(healthCheck),
  deregistrationDelaySeconds: optional(number),
  idleTimeoutSeconds: optional(number),
  deletionProtection: optional(boolean),
  accessLogBucket: optional(string),
  logicalId: optional(string),
});

const share = strict<CapacityProviderShare>()({
  capacityProvider: z.enum(fargateCapacityProviders),
  weight: optional(number),
  base: optional(number),
});

const autoscaling = strict<ServiceAutoscaling>()({
  minCapacity: number,
  maxCapacity: number,
  targetCpuUtilization: optional(number),
  targetMemoryUtilization: optional(number),
  scaleInCooldownSeconds: optional(number),
  scaleOutCooldownSeconds: optional(number),
});

/** The keys of every service that is made. */
export const fargateServiceKeys = {
  vpcId: string,
  subnets: strings,
  securityGroupIds: optional(strings),
  assignPublicIp: optional(boolean),
  existingCluster: optional(boolean),
  containerInsights: optional(z.enum(containerInsightsValues)),
  desiredCount: optional(number),
  platformVersion: optional(string),
  capacityProviderStrategy: optional(z.readonly(z.array(share))),
  healthCheckGracePeriodSeconds: optional(number),
  enableExecuteCommand: optional(boolean),
  deploymentCircuitBreaker: optional(boolean),
  autoscaling: optional(autoscaling),
  taskRole: optional(roleSchema),
  existingTaskRole: optional(string),
  executionRole: optional(roleSchema),
  existingExecutionRole: optional(string),
  singleRole: optional(boolean),
  logRetentionDays: optional(number),
  existingLogGroups: optional(boolean),
  secretsKmsKeyArn: optional(string),
  existingLoadBalancer: optional(boolean),
  loadBalancer: optional(loadBalancer),
  logicalId: optional(string),
};

export const fargateServiceSchema = strict<FargateServiceSettings>()(fargateServiceKeys);
