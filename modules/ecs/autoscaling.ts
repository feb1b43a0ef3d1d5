import { AppautoscalingPolicy } from "@cdktf/provider-aws/lib/appautoscaling-policy";
import { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { scalingBounds, scalingWithoutTarget } from "../findings/ecs-errors";
import type { Finding } from "../findings/finding";
import { outOfRange } from "../findings/value-errors";
import { declaredLogicalId, type LogicalIdProps, setLogicalId } from "../logical-ids/logical-id";
import type { ServiceAutoscaling } from "./fargate-service-options";

export interface AutoscalingProps extends ServiceAutoscaling, LogicalIdProps {
  readonly clusterName: string;
  readonly serviceName: string;
  readonly service: ITerraformDependable;
}

const metrics = {
  cpu: "ECSServiceAverageCPUUtilization",
  memory: "ECSServiceAverageMemoryUtilization",
} as const;

/** Runs more or fewer tasks of a service, by how much CPU or memory they use. */
export class Autoscaling extends Construct {
  constructor(scope: Construct, id: string, props: AutoscalingProps) {
    super(scope, id);
    setLogicalId(this, props.logicalId);
    const target = this.createTarget(props);
    this.track("cpu", props.targetCpuUtilization, target, props);
    this.track("memory", props.targetMemoryUtilization, target, props);
  }

  private createTarget(props: AutoscalingProps): AppautoscalingTarget {
    return new AppautoscalingTarget(this, "target", {
      serviceNamespace: "ecs",
      scalableDimension: "ecs:service:DesiredCount",
      resourceId: `service/${props.clusterName}/${props.serviceName}`,
      minCapacity: props.minCapacity,
      maxCapacity: props.maxCapacity,
      dependsOn: [props.service],
    });
  }

  private track(
    what: keyof typeof metrics,
    targetValue: number | undefined,
    target: AppautoscalingTarget,
    { serviceName, scaleInCooldownSeconds = 300, scaleOutCooldownSeconds = 60 }: AutoscalingProps,
  ): void {
    if (targetValue === undefined) return;
    const scope = new Construct(this, what);
    setLogicalId(scope, `${declaredLogicalId(this)}_${what}`);
    new AppautoscalingPolicy(scope, "policy", {
      name: `${serviceName}-${what}`,
      policyType: "TargetTrackingScaling",
      serviceNamespace: target.serviceNamespace,
      scalableDimension: target.scalableDimension,
      resourceId: target.resourceId,
      targetTrackingScalingPolicyConfiguration: {
        targetValue,
        scaleInCooldown: scaleInCooldownSeconds,
        scaleOutCooldown: scaleOutCooldownSeconds,
        predefinedMetricSpecification: { predefinedMetricType: metrics[what] },
      },
    });
  }
}

/** What Application Auto Scaling would refuse, and what would scale nothing. */
export function autoscalingFindings(scaling: ServiceAutoscaling): readonly Finding[] {
  const { minCapacity, maxCapacity, targetCpuUtilization, targetMemoryUtilization } = scaling;
  const range = (min: number, max: number, unit: string) => ({
    min,
    max,
    unit,
    source: "Application Auto Scaling API: PutScalingPolicy",
  });
  const isIdle = targetCpuUtilization === undefined && targetMemoryUtilization === undefined;
  return [
    ...outOfRange("autoscaling.minCapacity", minCapacity, range(0, 5000, "tasks")),
    ...outOfRange("autoscaling.maxCapacity", maxCapacity, range(1, 5000, "tasks")),
    ...scalingBounds(minCapacity, maxCapacity),
    ...(isIdle ? scalingWithoutTarget() : []),
    ...outOfRange("autoscaling.targetCpuUtilization", targetCpuUtilization, range(1, 100, "percent")),
    ...outOfRange("autoscaling.targetMemoryUtilization", targetMemoryUtilization, range(1, 100, "percent")),
    ...outOfRange(
      "autoscaling.scaleInCooldownSeconds",
      scaling.scaleInCooldownSeconds,
      range(0, 3600, "seconds"),
    ),
    ...outOfRange(
      "autoscaling.scaleOutCooldownSeconds",
      scaling.scaleOutCooldownSeconds,
      range(0, 3600, "seconds"),
    ),
  ];
}
