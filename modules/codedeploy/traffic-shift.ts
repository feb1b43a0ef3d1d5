/** All traffic at once. */
export interface AllAtOnce {
  readonly type: "all-at-once";
}

/** A part of the traffic, and after a while the rest (CodeDeploy API: TimeBasedCanary). */
export interface Canary {
  readonly type: "canary";
  /** Percentage that is shifted first, 1 to 99. */
  readonly percentage: number;
  /** Minutes until the rest is shifted. */
  readonly intervalInMinutes: number;
}

/** Equal parts, with equal times between them (CodeDeploy API: TimeBasedLinear). */
export interface Linear {
  readonly type: "linear";
  /** Percentage that is shifted at each step, 1 to 99. */
  readonly percentage: number;
  /** Minutes between two steps. */
  readonly intervalInMinutes: number;
}

/** A deployment configuration that exists, for ECS. */
export interface ExistingTrafficShift {
  readonly type: "existing";
  readonly deploymentConfigName: string;
}

/** How traffic moves to the new tasks. One of AWS's deployment configurations where there is one that says the same. */
export type TrafficShift = AllAtOnce | Canary | Linear | ExistingTrafficShift;
