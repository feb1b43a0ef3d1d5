import { z } from "zod/mini";
import { type EcsService, rolesOfTheService } from "../../modules/pipeline/deploys/ecs-deploy";
import { type MadeServiceSettings, madeServiceSchema } from "./made-service";
import { either, number, optional, strict, string, strings } from "./types";

/** An ECS service, and the container of it that matters. */
export interface EcsServiceSettings extends EcsService {
  /** The container of the task definition that gets the new image, or that the load balancer sends to. */
  readonly containerName: string;
}

/** The ECS service that is deployed to. It exists, unless `create` says how to make it. */
export interface ServiceSettings extends EcsServiceSettings {
  /** Minutes until a deployment counts as failed, 1 to 60. @default 60 */
  readonly deploymentTimeout?: number;
  /** Makes the service, with cluster, roles, logs and load balancer, in a VPC that exists. @default none: all of it exists */
  readonly create?: MadeServiceSettings;
}

/** The keys of every service. */
export const serviceKeys = {
  clusterName: string,
  serviceName: string,
  containerName: string,
  taskRoles: optional(
    either<NonNullable<EcsService["taskRoles"]>>(`names or ARNs of roles, or "${rolesOfTheService}"`, [
      strings,
      z.literal(rolesOfTheService),
    ]),
  ),
};

export const serviceSchema = strict<ServiceSettings>()({
  ...serviceKeys,
  deploymentTimeout: optional(number),
  create: optional(madeServiceSchema),
});
