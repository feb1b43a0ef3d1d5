import type { ProductionRoutes } from "../../modules/elb/load-balancer-interface";
import { type FargateServiceSettings, fargateServiceKeys } from "./fargate-service";
import { number, optional, strict, string, strings } from "./types";

/** The load balancer that a service stands behind, and the port of its container. */
export interface MadeTrafficSettings extends ProductionRoutes {
  /** The port of the container that the load balancer sends to, 1 to 65535. */
  readonly containerPort: number;
  /** The name of one target group, which holds the tasks. */
  readonly targetGroups: readonly string[];
}

/** How to make the ECS service that a deploy goes to, in the stack's own account and Region. */
export interface MadeServiceSettings extends FargateServiceSettings {
  /**
   * Path of a task definition in this project, such as `settings/task-definitions/example.json`, with which the service is
   * made: the image of `containerName` is the entry's own. What `describe-task-definition` answers will do.
   */
  readonly taskDefinitionFile: string;
  /** What reaches the container. @default none: nothing does */
  readonly traffic?: MadeTrafficSettings;
  /**
   * Logical ID of the service's elements. Keep it once deployed.
   * @default the entry's `logicalId`; in a stage that is not called "Deploy", made from `actionName`, or else from `stageName`
   */
  readonly logicalId?: string;
}

export const madeServiceSchema = strict<MadeServiceSettings>()({
  ...fargateServiceKeys,
  taskDefinitionFile: string,
  traffic: optional(
    strict<MadeTrafficSettings>()({
      containerPort: number,
      loadBalancerName: string,
      productionPort: number,
      targetGroups: strings,
    }),
  ),
});
