/** Moments of a deployment at which CodeDeploy asks a function (CodeDeploy: AppSpec 'hooks' section for an Amazon ECS deployment). */
export const hookNames = [
  "BeforeInstall",
  "AfterInstall",
  "AfterAllowTestTraffic",
  "BeforeAllowTraffic",
  "AfterAllowTraffic",
] as const;

export type HookName = (typeof hookNames)[number];

/** Names of Lambda functions that exist, by the moment at which CodeDeploy asks them. */
export type DeploymentHooks = Readonly<Partial<Record<HookName, string>>>;
