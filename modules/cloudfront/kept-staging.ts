import { CloudfrontContinuousDeploymentPolicy } from "@cdktf/provider-aws/lib/cloudfront-continuous-deployment-policy";
import { CloudfrontDistribution } from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { Construct } from "constructs";
import { setLogicalId } from "../logical-ids/logical-id";
import { setLifecycle } from "../terraform/lifecycle";
import { type DistributionConfigProps, distributionConfig } from "./distribution-config";
import { type Traffic, trafficBlock } from "./traffic";

export interface KeptStagingProps extends DistributionConfigProps {
  readonly traffic: Traffic;
}

/** A staging distribution and its continuous deployment policy that stand for good: a release only says what they serve. */
export class KeptStaging extends Construct {
  private readonly distribution: CloudfrontDistribution;
  private readonly policy: CloudfrontContinuousDeploymentPolicy;

  constructor(scope: Construct, id: string, props: KeptStagingProps) {
    super(scope, id);
    setLogicalId(this, "staging");
    this.distribution = this.createDistribution(props);
    this.policy = this.createPolicy(props.traffic);
  }

  get distributionId(): string {
    return this.distribution.id;
  }

  get distributionArn(): string {
    return this.distribution.arn;
  }

  get policyId(): string {
    return this.policy.id;
  }

  private createDistribution(props: KeptStagingProps): CloudfrontDistribution {
    const distribution = new CloudfrontDistribution(this, "distribution", {
      ...distributionConfig(props),
      staging: true,
    });
    // A release names itself in the origin.
    setLifecycle(distribution, { ignoreChanges: ["origin"] });
    return distribution;
  }

  private createPolicy(traffic: Traffic): CloudfrontContinuousDeploymentPolicy {
    const policy = new CloudfrontContinuousDeploymentPolicy(this, "policy", {
      // Nobody sees a staging distribution without a release.
      enabled: false,
      stagingDistributionDnsNames: [{ quantity: 1, items: [this.distribution.domainName] }],
      trafficConfig: [trafficBlock(traffic)],
    });
    // A release enables it, and its end disables it.
    setLifecycle(policy, { ignoreChanges: ["enabled"] });
    return policy;
  }
}
