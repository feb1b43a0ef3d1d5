import type { DeploymentConfig } from "../deployment-configs";

/** How much of the traffic goes to the new tasks, and for how long before the next step. */
export interface TrafficStep {
  readonly percentage: number;
  readonly thenWaitMinutes: number;
}

/** The steps in which a configuration shifts traffic; the last one has all of it. */
export function trafficSteps({ trafficRoutingConfig }: DeploymentConfig): readonly TrafficStep[] {
  const { timeBasedCanary, timeBasedLinear } = trafficRoutingConfig ?? {};
  const all = { percentage: 100, thenWaitMinutes: 0 };
  if (timeBasedCanary !== undefined) {
    const { canaryPercentage: percentage, canaryInterval: thenWaitMinutes } = timeBasedCanary;
    return [{ percentage, thenWaitMinutes }, all];
  }
  if (timeBasedLinear === undefined) return [all];
  const { linearPercentage, linearInterval: thenWaitMinutes } = timeBasedLinear;
  const steps: TrafficStep[] = [];
  for (let percentage = linearPercentage; percentage < 100; percentage += linearPercentage) {
    steps.push({ percentage, thenWaitMinutes });
  }
  return [...steps, all];
}
