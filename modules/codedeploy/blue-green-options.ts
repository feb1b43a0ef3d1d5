import type { RoleOptions } from "../iam/role";
import type { LogicalIdProps } from "../logical-ids/logical-id";
import type { DeploymentHooks } from "./deployment-hooks";
import type { TrafficShift } from "./traffic-shift";

/** What CodeDeploy rolls back on by itself (CodeDeploy API: AutoRollbackConfiguration). */
export const rollbackEvents = [
  "DEPLOYMENT_FAILURE",
  "DEPLOYMENT_STOP_ON_ALARM",
  "DEPLOYMENT_STOP_ON_REQUEST",
] as const;

export type RollbackEvent = (typeof rollbackEvents)[number];

/** What happens when nobody has rerouted the traffic in time (CodeDeploy API: DeploymentReadyOption). */
export const readyActions = ["CONTINUE_DEPLOYMENT", "STOP_DEPLOYMENT"] as const;

export type ReadyAction = (typeof readyActions)[number];

/** What a user may choose about blue/green deployments; the rest follows from the service. */
export interface BlueGreenDeploymentOptions extends LogicalIdProps {
  /** 1 to 100 characters. @default the service's name */
  readonly applicationName?: string;
  /** 1 to 100 characters. @default the service's name */
  readonly deploymentGroupName?: string;
  /** How traffic moves to the new tasks. @default { type: "all-at-once" } */
  readonly traffic?: TrafficShift;
  /**
   * `CONTINUE_DEPLOYMENT`: traffic moves as soon as the new tasks are well. `STOP_DEPLOYMENT`: somebody reroutes it in
   * CodeDeploy within `waitTimeInMinutes`, or the deployment stops.
   * @default "CONTINUE_DEPLOYMENT"
   */
  readonly actionOnTimeout?: ReadyAction;
  /** Minutes in which somebody may reroute the traffic, 1 to 7200; with `STOP_DEPLOYMENT` only. @default none */
  readonly waitTimeInMinutes?: number;
  /** Minutes that the old tasks stay after all traffic has moved, 0 to 2880. @default 5 */
  readonly terminationWaitTimeInMinutes?: number;
  /** What CodeDeploy rolls back on by itself. @default all of it; DEPLOYMENT_STOP_ON_ALARM where there are `alarms` */
  readonly rollbackOn?: readonly RollbackEvent[];
  /** Names of CloudWatch alarms that exist and stop a deployment, at most 50. @default none */
  readonly alarms?: readonly string[];
  /** Go on where the state of an alarm cannot be read. @default false */
  readonly ignorePollAlarmFailure?: boolean;
  /** Functions that CodeDeploy asks on the way. @default none */
  readonly hooks?: DeploymentHooks;
  /** The role that CodeDeploy works as. @default role `<deploymentGroupName>-codedeploy` with an inline policy */
  readonly role?: RoleOptions;
  /** Logical ID of the role's elements. @default "codedeploy" */
  readonly roleLogicalId?: string;
}
