import type { EcsService } from "../../modules/pipeline/deploys/ecs-deploy";
import { count, optional, strict, text, texts } from "./strict";

/** The ECS service that is deployed to. It exists: this project does not make it. */
export interface ServiceSettings extends EcsService {
  /** The container of the task definition that gets the new image. */
  readonly containerName: string;
  /** Minutes until a deployment counts as failed, 1 to 60. @default 60 */
  readonly deploymentTimeout?: number;
}

export const serviceSchema = strict<ServiceSettings>()({
  clusterName: text,
  serviceName: text,
  containerName: text,
  taskRoles: optional(texts),
  deploymentTimeout: optional(count),
});
