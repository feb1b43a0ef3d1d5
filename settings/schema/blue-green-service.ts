import type { TrafficRoutes } from "../../modules/elb/load-balancer-interface";
import { type FargateServiceSettings, fargateServiceSchema } from "./fargate-service";
import { type EcsServiceSettings, serviceKeys } from "./service";
import { number, optional, strict, string, strings } from "./types";

/** The load balancer that traffic comes by; made where the service is, unless `create.existingLoadBalancer` says otherwise. */
export interface LoadBalancerSettings extends TrafficRoutes {
  /** Names of the two target groups between which CodeDeploy shifts the traffic; the first serves when the service is made. */
  readonly targetGroups: readonly string[];
}

/** An ECS service whose deployment controller is CodeDeploy. It exists, unless `create` says how to make it. */
export interface BlueGreenServiceSettings extends EcsServiceSettings {
  /** The port of that container, 1 to 65535. */
  readonly containerPort: number;
  /** Fargate's platform version, such as `1.4.0`. @default the service's */
  readonly platformVersion?: string;
  /** Names and ports of the load balancer. */
  readonly loadBalancer: LoadBalancerSettings;
  /** Makes the service, with cluster, load balancer, roles and logs, in a VPC that exists. @default none: all of it exists */
  readonly create?: FargateServiceSettings;
}

const loadBalancerSchema = strict<LoadBalancerSettings>()({
  loadBalancerName: string,
  productionPort: number,
  testPort: optional(number),
  targetGroups: strings,
});

export const blueGreenServiceSchema = strict<BlueGreenServiceSettings>()({
  ...serviceKeys,
  containerPort: number,
  platformVersion: optional(string),
  loadBalancer: loadBalancerSchema,
  create: optional(fargateServiceSchema),
});
