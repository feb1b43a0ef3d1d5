import { z } from "zod/mini";
import { type ActionsIdentitySettings, actionsIdentitySchema } from "./actions-identity";
import { type BaseTaskDefinitionSettings, baseTaskDefinitionSchema } from "./base-task-definition";
import { type EncryptedSettings, encryptedKeys, type SystemSettings } from "./common";
import { type DeployingRepositorySettings, deployingRepositorySchema } from "./deploying-repository";
import { type ImageRepositorySettings, imageRepositorySchema } from "./image-repository";
import { type MadeServiceSettings, madeServiceSchema } from "./made-service";
import { optional, strict, string } from "./types";
import { type WorkflowSettings, workflowSchema } from "./workflow";

/** The ECS service that the workflow deploys to, by ECS's own rolling update. */
export interface DeployedServiceSettings {
  /** The cluster that the service runs in. */
  readonly clusterName: string;
  /** The service, which exists unless `create` says how to make it. */
  readonly serviceName: string;
  /** The container of the task definition that gets the new image. */
  readonly containerName: string;
  /** Makes the service, with cluster, roles, logs and load balancer, in a VPC that exists. @default none: all of it exists */
  readonly create?: MadeServiceSettings;
}

/** System 4b: a workflow of GitHub Actions builds an image and deploys it to ECS. */
export interface GithubActionsToEcsSettings extends SystemSettings, EncryptedSettings {
  readonly system: "github-actions-to-ecs";
  /** The repository whose workflow deploys, and of which branch or environment. */
  readonly github: DeployingRepositorySettings;
  /** As whom the workflow works at AWS: as a role by GitHub's OpenID Connect, or with the access key of an IAM user. @default a role, and GitHub as identity provider */
  readonly identity?: ActionsIdentitySettings;
  /** A repository to make, or `{ existingRepository: name }`. @default a new one with the entry's `name` */
  readonly imageRepository?: ImageRepositorySettings;
  /** The ECS service that is deployed to. */
  readonly service: DeployedServiceSettings;
  /** The task definition that every release starts from: an object in a bucket that keeps versions. */
  readonly taskDefinition: BaseTaskDefinitionSettings;
  /** The workflow file. @default one that somebody commits, with everything as its keys say */
  readonly workflow?: WorkflowSettings;
}

export const githubActionsToEcsSchema = strict<GithubActionsToEcsSettings>()({
  system: z.literal("github-actions-to-ecs"),
  ...encryptedKeys,
  github: deployingRepositorySchema,
  identity: optional(actionsIdentitySchema),
  imageRepository: optional(imageRepositorySchema),
  service: strict<DeployedServiceSettings>()({
    clusterName: string,
    serviceName: string,
    containerName: string,
    create: optional(madeServiceSchema),
  }),
  taskDefinition: baseTaskDefinitionSchema,
  workflow: optional(workflowSchema),
});
