import { z } from "zod/mini";
import { type EcsService, rolesOfTheService } from "../../modules/pipeline/deploys/ecs-deploy";
import { either, number, optional, strict, string, strings } from "./types";

/** The ECS service that is deployed to. It exists: this project does not make it. */
export interface ServiceSettings extends EcsService {
  /** The container of the task definition that gets the new image. */
  readonly containerName: string;
  /** Minutes until a deployment counts as failed, 1 to 60. @default 60 */
  readonly deploymentTimeout?: number;
}

export const serviceSchema = strict<ServiceSettings>()({
  clusterName: string,
  serviceName: string,
  containerName: string,
  taskRoles: optional(
    either<NonNullable<EcsService["taskRoles"]>>(`names or ARNs of roles, or "${rolesOfTheService}"`, [
      strings,
      z.literal(rolesOfTheService),
    ]),
  ),
  deploymentTimeout: optional(number),
});
