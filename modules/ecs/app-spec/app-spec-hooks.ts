/** The lifecycle events of an ECS deployment that a Lambda function can answer, in their order (CodeDeploy: AppSpec 'hooks' section). */
export const appSpecHooks = [
  "BeforeInstall",
  "AfterInstall",
  "AfterAllowTestTraffic",
  "BeforeAllowTraffic",
  "AfterAllowTraffic",
] as const;

export type AppSpecHook = (typeof appSpecHooks)[number];
