import { CodedeployDeploymentConfig } from "@cdktf/provider-aws/lib/codedeploy-deployment-config";
import { Construct } from "constructs";
import { type LogicalIdProps, setLogicalId } from "../logical-ids/logical-id";
import type { Canary, Linear } from "./traffic-shift";

export interface DeploymentConfigProps extends LogicalIdProps {
  readonly deploymentConfigName: string;
  readonly traffic: Canary | Linear;
}

/** A way of shifting traffic that AWS has no deployment configuration for. */
export class DeploymentConfig extends Construct {
  /** As a reference, so that it comes before the group that uses it. */
  readonly location: string;

  constructor(
    scope: Construct,
    id: string,
    { logicalId, deploymentConfigName, traffic }: DeploymentConfigProps,
  ) {
    super(scope, id);
    setLogicalId(this, logicalId);
    const step = { percentage: traffic.percentage, interval: traffic.intervalInMinutes };
    this.location = new CodedeployDeploymentConfig(this, "deployment_config", {
      deploymentConfigName,
      computePlatform: "ECS",
      trafficRoutingConfig:
        traffic.type === "canary"
          ? { type: "TimeBasedCanary", timeBasedCanary: step }
          : { type: "TimeBasedLinear", timeBasedLinear: step },
      // CodeDeploy deletes none that a group uses: the group moves to the new one first.
      lifecycle: { createBeforeDestroy: true },
    }).deploymentConfigName;
  }
}
