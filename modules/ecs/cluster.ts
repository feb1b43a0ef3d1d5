import { EcsCluster } from "@cdktf/provider-aws/lib/ecs-cluster";
import { EcsClusterCapacityProviders } from "@cdktf/provider-aws/lib/ecs-cluster-capacity-providers";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type LogicalIdProps, setLogicalId } from "../logical-ids/logical-id";
import { type FargateServiceOptions, fargateCapacityProviders } from "./fargate-service-options";

export interface ClusterProps
  extends Pick<FargateServiceOptions, "containerInsights" | "capacityProviderStrategy">,
    LogicalIdProps {
  readonly clusterName: string;
}

/** A cluster for services on Fargate. */
export class Cluster extends Construct {
  /** The name as a reference, so that the cluster comes first. */
  readonly location: string;
  /** What must exist before services can run in it. */
  readonly capacity: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ClusterProps) {
    super(scope, id);
    setLogicalId(this, props.logicalId);
    const cluster = new EcsCluster(this, "cluster", {
      name: props.clusterName,
      setting: [{ name: "containerInsights", value: props.containerInsights ?? "disabled" }],
    });
    this.location = cluster.name;
    this.capacity = props.capacityProviderStrategy ? [this.provideCapacity(cluster)] : [];
  }

  // A strategy names providers of the cluster; the launch type FARGATE needs none.
  private provideCapacity(cluster: EcsCluster): EcsClusterCapacityProviders {
    return new EcsClusterCapacityProviders(this, "capacity_providers", {
      clusterName: cluster.name,
      capacityProviders: [...fargateCapacityProviders],
    });
  }
}
