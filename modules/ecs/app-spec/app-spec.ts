import { type AppSpecHook, appSpecHooks } from "./app-spec-hooks";

/** A capacity provider and its share of a service's tasks. */
export interface CapacityProviderShare {
  readonly capacityProvider: string;
  /** @default 0 */
  readonly base?: number | undefined;
  /** @default 0 */
  readonly weight?: number | undefined;
}

export interface AppSpecOptions {
  /** The container behind the load balancer. */
  readonly containerName: string;
  readonly containerPort: number;
  /** @default LATEST, for tasks on Fargate */
  readonly platformVersion?: string | undefined;
  /** @default what the service has */
  readonly capacityProviderStrategy?: readonly CapacityProviderShare[] | undefined;
  /** Names or ARNs of Lambda functions. */
  readonly hooks?: Readonly<Partial<Record<AppSpecHook, string | undefined>>> | undefined;
}

/** What CodePipeline replaces by the ARN of the task definition that it has registered. */
export const taskDefinitionPlaceholder = "<TASK_DEFINITION>";

/** The text of `appspec.yaml` for an ECS service (CodeDeploy: AppSpec File structure). */
export function appSpec({
  containerName,
  containerPort,
  platformVersion,
  capacityProviderStrategy = [],
  hooks = {},
}: AppSpecOptions): string {
  const named = appSpecHooks.flatMap((hook) => {
    const lambda = hooks[hook];
    return lambda === undefined ? [] : [`  - ${hook}: ${text(lambda)}`];
  });
  const lines = [
    "version: 0.0",
    "Resources:",
    "  - TargetService:",
    "      Type: AWS::ECS::Service",
    "      Properties:",
    `        TaskDefinition: ${taskDefinitionPlaceholder}`,
    "        LoadBalancerInfo:",
    `          ContainerName: ${text(containerName)}`,
    `          ContainerPort: ${containerPort}`,
    ...(platformVersion === undefined ? [] : [`        PlatformVersion: ${text(platformVersion)}`]),
    ...(capacityProviderStrategy.length === 0 ? [] : ["        CapacityProviderStrategy:"]),
    ...capacityProviderStrategy.flatMap(shareLines),
    ...(named.length === 0 ? [] : ["Hooks:", ...named]),
  ];
  return `${lines.join("\n")}\n`;
}

function shareLines({ capacityProvider, base, weight }: CapacityProviderShare): readonly string[] {
  return [
    `          - CapacityProvider: ${text(capacityProvider)}`,
    ...(base === undefined ? [] : [`            Base: ${base}`]),
    ...(weight === undefined ? [] : [`            Weight: ${weight}`]),
  ];
}

/** In quotes, so that YAML reads a text whatever it looks like. */
function text(value: string): string {
  return JSON.stringify(value);
}
