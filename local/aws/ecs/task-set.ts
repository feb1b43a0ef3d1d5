import type { RunningService } from "./running-service";

/** How many of the service's tasks a task set runs. */
export interface Scale {
  readonly value: number;
  readonly unit: "PERCENT";
}

/** Where the targets of a task set register. */
export interface TaskSetLoadBalancer {
  readonly targetGroupArn?: string | undefined;
  readonly containerName?: string | undefined;
  readonly containerPort?: number | undefined;
}

/** What a task set runs, and how, as CreateTaskSet or CreateService gave it. */
export interface TaskSetSettings {
  readonly externalId?: string | undefined;
  readonly loadBalancers?: readonly TaskSetLoadBalancer[] | undefined;
  readonly networkConfiguration?: unknown;
  readonly launchType?: string | undefined;
  readonly capacityProviderStrategy?: readonly object[] | undefined;
  readonly platformVersion?: string | undefined;
}

/** Some of a service's tasks, all of one task definition and behind one target group. */
export interface TaskSet {
  /** The tasks name it as what started them. */
  readonly id: string;
  readonly taskSetArn: string;
  readonly taskDefinition: string;
  readonly settings: TaskSetSettings;
  readonly startedBy: string | undefined;
  readonly createdAt: number;
  readonly running: RunningService;
  isPrimary: boolean;
  scale: Scale;
  updatedAt: number;
}

/** How many tasks of the service are this set's. */
export function computedDesiredCount({ scale }: Pick<TaskSet, "scale">, desiredCount: number): number {
  return Math.ceil((desiredCount * scale.value) / 100);
}

/** A task set as DescribeTaskSets and DescribeServices show it. */
export function shownTaskSet({ running, isPrimary, settings, ...taskSet }: TaskSet): object {
  const { serviceArn, clusterArn } = running.identity;
  const runningCount = running.tasks.filter(({ lastStatus }) => lastStatus === "RUNNING").length;
  const wanted = running.wanted.desiredCount;
  return {
    ...taskSet,
    serviceArn,
    clusterArn,
    status: isPrimary ? "PRIMARY" : "ACTIVE",
    computedDesiredCount: wanted,
    runningCount,
    pendingCount: Math.max(0, wanted - runningCount),
    ...settings,
    loadBalancers: settings.loadBalancers ?? [],
    serviceRegistries: [],
    tags: [],
    stabilityStatus: runningCount === wanted ? "STEADY_STATE" : "STABILIZING",
    stabilityStatusAt: taskSet.updatedAt,
  };
}
