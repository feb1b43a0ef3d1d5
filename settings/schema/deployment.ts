import { z } from "zod/mini";
import {
  type BlueGreenDeploymentOptions,
  readyActions,
  rollbackEvents,
} from "../../modules/codedeploy/blue-green-options";
import type { DeploymentHooks } from "../../modules/codedeploy/deployment-hooks";
import type {
  AllAtOnce,
  Canary,
  ExistingTrafficShift,
  Linear,
  TrafficShift,
} from "../../modules/codedeploy/traffic-shift";
import { roleSchema } from "./role";
import { boolean, number, oneOf, optional, strict, string, strings } from "./types";

/** CodeDeploy's application and deployment group, and how they shift the traffic; every key has a default. */
export interface DeploymentSettings extends BlueGreenDeploymentOptions {
  /** 1 to 100 characters, unique in the account and Region. @default the entry's `name` */
  readonly applicationName?: string;
  /** 1 to 100 characters, unique in its application. @default the entry's `name` */
  readonly deploymentGroupName?: string;
  /** Logical ID of CodeDeploy's elements. Keep it once deployed. @default the entry's `logicalId` */
  readonly logicalId?: string;
}

const traffic = oneOf<TrafficShift>("type", [
  strict<AllAtOnce>()({ type: z.literal("all-at-once") }),
  strict<Canary>()({ type: z.literal("canary"), percentage: number, intervalInMinutes: number }),
  strict<Linear>()({ type: z.literal("linear"), percentage: number, intervalInMinutes: number }),
  strict<ExistingTrafficShift>()({ type: z.literal("existing"), deploymentConfigName: string }),
]);

const hooks = strict<DeploymentHooks>()({
  BeforeInstall: optional(string),
  AfterInstall: optional(string),
  AfterAllowTestTraffic: optional(string),
  BeforeAllowTraffic: optional(string),
  AfterAllowTraffic: optional(string),
});

export const deploymentSchema = strict<DeploymentSettings>()({
  applicationName: optional(string),
  deploymentGroupName: optional(string),
  traffic: optional(traffic),
  actionOnTimeout: optional(z.enum(readyActions)),
  waitTimeInMinutes: optional(number),
  terminationWaitTimeInMinutes: optional(number),
  rollbackOn: optional(z.readonly(z.array(z.enum(rollbackEvents)))),
  alarms: optional(strings),
  ignorePollAlarmFailure: optional(boolean),
  hooks: optional(hooks),
  role: optional(roleSchema),
  logicalId: optional(string),
  roleLogicalId: optional(string),
});
