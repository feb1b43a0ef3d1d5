import type { ComputePlatform } from "./applications";
import type { DeploymentGroup } from "./deployment-group";

export type DeploymentStatus = "InProgress" | "Ready" | "Succeeded" | "Failed" | "Stopped";

/** What a deployment does to its target, one after the other. */
export type LifecycleEventName =
  | "BeforeInstall"
  | "Install"
  | "AfterInstall"
  | "AllowTestTraffic"
  | "AfterAllowTestTraffic"
  | "BeforeAllowTraffic"
  | "AllowTraffic"
  | "AfterAllowTraffic";

/** One of them, as BatchGetDeploymentTargets shows it. */
export interface LifecycleEvent {
  readonly lifecycleEventName: LifecycleEventName;
  status: "Pending" | "InProgress" | "Succeeded" | "Failed" | "Skipped";
  startTime?: number;
  endTime?: number;
  diagnostics?: { readonly errorCode: string; readonly scriptName: string; readonly message: string };
}

/** How a listener spread its traffic from then on: percentages by the target group's name. */
export interface TrafficShift {
  readonly time: number;
  readonly listener: "production" | "test";
  readonly weights: Readonly<Record<string, number>>;
}

/** A deployment as GetDeployment shows it. */
export interface DeploymentInfo extends Record<string, unknown> {
  readonly deploymentId: string;
  readonly applicationName: string;
  readonly deploymentGroupName: string;
  readonly deploymentConfigName: string;
  readonly computePlatform: ComputePlatform;
  readonly createTime: number;
  readonly creator: "user" | "codeDeployRollback";
  readonly revision: Revision | undefined;
  status: DeploymentStatus;
  completeTime?: number;
  errorInformation?: { readonly code: string; readonly message: string };
  rollbackInfo?: {
    readonly rollbackDeploymentId?: string;
    readonly rollbackTriggeringDeploymentId?: string;
    readonly rollbackMessage?: string;
  };
  /** Whether the old tasks wait for their end. */
  instanceTerminationWaitTimeStarted: boolean;
}

/** What is deployed. */
export interface Revision {
  readonly revisionType: string;
  readonly s3Location?:
    | {
        readonly bucket: string;
        readonly key: string;
        readonly version?: string | undefined;
        readonly bundleType?: string | undefined;
      }
    | undefined;
  readonly appSpecContent?:
    | { readonly content?: string | undefined; readonly sha256?: string | undefined }
    | undefined;
}

/** A deployment, and what is told of it elsewhere. */
export interface Deployment {
  readonly info: DeploymentInfo;
  /** The group as it was when the deployment began. */
  readonly group: DeploymentGroup;
  /** `cluster:service` for ECS. */
  readonly targetIds: readonly string[];
  readonly lifecycleEvents: LifecycleEvent[];
  readonly traffic: TrafficShift[];
}

/** Whether nothing happens any more. */
export function isOver({ info }: Deployment): boolean {
  return info.status !== "InProgress" && info.status !== "Ready";
}
