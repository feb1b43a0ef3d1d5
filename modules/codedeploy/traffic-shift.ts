import { nameRules } from "../aws/name-rules";
import { shiftTakesTooLong } from "../findings/code-deploy-errors";
import type { Finding } from "../findings/finding";
import { invalidName, notOneOf, outOfRange } from "../findings/value-errors";

/** What every way of moving traffic says. */
interface AnyTrafficShift {
  /**
   * `all-at-once`: all traffic moves in one step. `canary`: a part of it, and after a while the rest. `linear`: equal parts,
   * with equal times between them. `existing`: as a deployment configuration says that exists.
   */
  readonly type: "all-at-once" | "canary" | "linear" | "existing";
}

/** All traffic at once. */
export interface AllAtOnce extends AnyTrafficShift {
  readonly type: "all-at-once";
}

/** A part of the traffic, and after a while the rest (CodeDeploy API: TimeBasedCanary). */
export interface Canary extends AnyTrafficShift {
  readonly type: "canary";
  /** Percentage that is shifted first, 1 to 99. */
  readonly percentage: number;
  /** Minutes until the rest is shifted, 1 to 2880. */
  readonly intervalInMinutes: number;
}

/** Equal parts, with equal times between them (CodeDeploy API: TimeBasedLinear). */
export interface Linear extends AnyTrafficShift {
  readonly type: "linear";
  /** Percentage that is shifted at each step, 1 to 99. */
  readonly percentage: number;
  /** Minutes between two steps; 2880 from the first to the last at most. */
  readonly intervalInMinutes: number;
}

/** A deployment configuration that exists, for ECS. */
export interface ExistingTrafficShift extends AnyTrafficShift {
  readonly type: "existing";
  /** Name of a deployment configuration for ECS that exists, of AWS's or of your own. */
  readonly deploymentConfigName: string;
}

/** How traffic moves to the new tasks. One of AWS's deployment configurations where there is one that says the same. */
export type TrafficShift = AllAtOnce | Canary | Linear | ExistingTrafficShift;

const trafficShiftTypes = ["all-at-once", "canary", "linear", "existing"] as const;

/** AWS's own (CodeDeploy: Deployment configurations on an Amazon ECS compute platform). */
const predefined: readonly string[] = [
  "Canary10Percent5Minutes",
  "Canary10Percent15Minutes",
  "Linear10PercentEvery1Minutes",
  "Linear10PercentEvery3Minutes",
];

/** The name that AWS's own configurations would have, without the prefix. */
function shiftName({ type, percentage, intervalInMinutes }: Canary | Linear): string {
  return type === "canary"
    ? `Canary${percentage}Percent${intervalInMinutes}Minutes`
    : `Linear${percentage}PercentEvery${intervalInMinutes}Minutes`;
}

/** Whether a shift needs a deployment configuration of one's own. */
export function isOwnShift(traffic: TrafficShift): traffic is Canary | Linear {
  return (traffic.type === "canary" || traffic.type === "linear") && !predefined.includes(shiftName(traffic));
}

/**
 * The name of the deployment configuration that shifts traffic so. It carries the values, as AWS's own names do: a
 * configuration cannot be changed, nor be deleted while it is used, so another one must be able to stand beside it.
 */
export function deploymentConfigNameOf(traffic: TrafficShift, deploymentGroupName: string): string {
  if (traffic.type === "existing") return traffic.deploymentConfigName;
  if (traffic.type === "all-at-once") return "CodeDeployDefault.ECSAllAtOnce";
  const name = shiftName(traffic);
  return isOwnShift(traffic) ? `${deploymentGroupName}.${name}` : `CodeDeployDefault.ECS${name}`;
}

const longestShift = 2880;

/** What CodeDeploy would refuse in a shift of traffic. */
export function trafficFindings(traffic: TrafficShift, deploymentGroupName: string): readonly Finding[] {
  if (traffic.type === "all-at-once") return [];
  const name = invalidName(
    traffic.type === "existing" ? "traffic.deploymentConfigName" : "traffic",
    deploymentConfigNameOf(traffic, deploymentGroupName),
    nameRules.deploymentConfig,
  );
  if (traffic.type === "existing") return name;
  const { type, percentage, intervalInMinutes } = traffic;
  const page = type === "canary" ? "CodeDeploy API: TimeBasedCanary" : "CodeDeploy API: TimeBasedLinear";
  const range = (max: number, unit: string) => ({ min: 1, max, unit, source: page });
  const values = [
    ...notOneOf("traffic.type", type, trafficShiftTypes, page),
    ...outOfRange("traffic.percentage", percentage, range(99, "percent")),
    ...outOfRange("traffic.intervalInMinutes", intervalInMinutes, range(longestShift, "minutes")),
  ];
  if (values.length > 0) return values;
  const waits = type === "canary" ? 1 : Math.ceil(100 / percentage) - 1;
  return [...shiftTakesTooLong(waits * intervalInMinutes, longestShift), ...name];
}
