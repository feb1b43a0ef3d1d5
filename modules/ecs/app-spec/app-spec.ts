/** CodeDeploy's lifecycle events that a Lambda function can answer in an ECS deployment, in their order. */
export const appSpecHooks = [
  "BeforeInstall",
  "AfterInstall",
  "AfterAllowTestTraffic",
  "BeforeAllowTraffic",
  "AfterAllowTraffic",
] as const;

export type AppSpecHook = (typeof appSpecHooks)[number];

/** A capacity provider and its share of a service's tasks. */
export interface CapacityProviderShare {
  readonly capacityProvider: string;
  /** @default 0 */
  readonly base?: number | undefined;
  /** @default 1 */
  readonly weight?: number | undefined;
}

export interface AppSpecOptions {
  /** The container behind the load balancer. */
  readonly containerName: string;
  readonly containerPort: number;
  /** @default that of the service */
  readonly platformVersion?: string | undefined;
  /** @default that of the service */
  readonly capacityProviderStrategy?: readonly CapacityProviderShare[] | undefined;
  /** Names or ARNs of Lambda functions. */
  readonly hooks?: Readonly<Partial<Record<AppSpecHook, string | undefined>>> | undefined;
}

/** The text of an AppSpec file for ECS, whose task definition CodePipeline fills in. */
export function appSpec(_options: AppSpecOptions): string {
  return "";
}
