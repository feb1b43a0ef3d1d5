import { CloudfrontDistribution } from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { CloudfrontOriginAccessControl } from "@cdktf/provider-aws/lib/cloudfront-origin-access-control";
import { Construct } from "constructs";
import { arnOf } from "../aws/current";
import { check } from "../findings/check";
import { warn } from "../findings/warnings";
import { setLogicalId } from "../logical-ids/logical-id";
import { defined } from "../terraform/defined";
import { setLifecycle } from "../terraform/lifecycle";
import type { AccessLogBucket } from "./access-log-bucket";
import { type DistributionConfigProps, distributionConfig } from "./distribution-config";
import { distributionFindings } from "./distribution-findings";
import type { DistributionOptions } from "./distribution-options";
import { KeptStaging } from "./kept-staging";
import type { SiteBucket } from "./site-bucket";
import { defaultTraffic, type Traffic, trafficFindings } from "./traffic";

/** Who makes the staging distribution and the policy: scripts of the pipeline, for one release; or Terraform, for good. */
export const deploymentModes = ["scripts", "terraform"] as const;

export type DeploymentMode = (typeof deploymentModes)[number];

export interface DistributionProps extends DistributionOptions {
  readonly comment: string;
  readonly originAccessControlName: string;
  readonly site: SiteBucket;
  /** @default no access logs */
  readonly accessLogs?: AccessLogBucket;
  /** @default "scripts" */
  readonly mode?: DeploymentMode;
  /** Which requests see the release under review. @default those with the header `aws-cf-cd-staging: true` */
  readonly traffic?: Traffic;
  /** ID of this distribution, once it exists: the policy of mode `terraform` is attached to it. @default not attached */
  readonly attachPolicyTo?: string;
}

/** A production distribution of CloudFront whose releases are reviewed on a staging distribution, and then promoted. */
export class Distribution extends Construct {
  readonly distribution: CloudfrontDistribution;
  readonly traffic: Traffic;
  readonly accessLogs: AccessLogBucket | undefined;
  readonly webAclArn: string | undefined;
  /** Staging distribution and policy, where Terraform keeps them. */
  readonly kept: KeptStaging | undefined;
  private readonly domainNames: readonly string[];

  constructor(scope: Construct, id: string, props: DistributionProps) {
    super(scope, id);
    setLogicalId(this, props.logicalId);
    const { mode = "scripts", traffic = defaultTraffic, domain } = props;
    this.traffic = traffic;
    this.accessLogs = props.accessLogs;
    this.webAclArn = props.webAclArn;
    this.domainNames = domain?.names ?? [];
    const config = { ...props, originAccessControlId: this.createAccessControl(props).id };
    this.kept = mode === "terraform" ? new KeptStaging(this, "staging", { ...config, traffic }) : undefined;
    this.distribution = this.createDistribution(config, props.attachPolicyTo);
    props.site.letRead(this.kept ? [this.arn, this.kept.distributionArn] : [this.anyArn]);
    if (domain === undefined) warn(this, "defaultCertificate");
    check(this, () => [...distributionFindings(props), ...trafficFindings("traffic", traffic)]);
  }

  get id(): string {
    return this.distribution.id;
  }

  /** Known once it exists: CloudFront makes IDs up. */
  get arn(): string {
    return this.distribution.arn;
  }

  /** ARN of the staging distribution; of one that a script makes it is not known, and this is that of any. */
  get stagingArn(): string {
    return this.kept?.distributionArn ?? this.anyArn;
  }

  private get anyArn(): string {
    return arnOf(this, "cloudfront", "distribution/*", "");
  }

  /** Where viewers find the site. */
  get url(): string {
    return `https://${this.domainNames.find((name) => !name.startsWith("*")) ?? this.distribution.domainName}`;
  }

  private createAccessControl({ originAccessControlName }: DistributionProps) {
    return new CloudfrontOriginAccessControl(this, "origin_access_control", {
      name: originAccessControlName,
      originAccessControlOriginType: "s3",
      signingBehavior: "always",
      signingProtocol: "sigv4",
    });
  }

  private createDistribution(
    props: DistributionConfigProps & Pick<DistributionProps, "domain">,
    attachPolicyTo: string | undefined,
  ): CloudfrontDistribution {
    const distribution = new CloudfrontDistribution(
      this,
      "distribution",
      defined({
        ...distributionConfig(props),
        aliases: props.domain && [...props.domain.names],
        // CloudFront takes none from a distribution that it makes, and the provider detaches none that is left out again.
        continuousDeploymentPolicyId: attachPolicyTo === undefined ? undefined : this.kept?.policyId,
      }),
    );
    setLifecycle(
      distribution,
      defined({
        // A promotion changes the release that the origin names; in mode `scripts` a script attaches the policy.
        ignoreChanges: this.kept ? ["origin"] : ["origin", "continuous_deployment_policy_id"],
        postconditions:
          attachPolicyTo === undefined
            ? undefined
            : [
                {
                  condition: `\${self.id == ${JSON.stringify(attachPolicyTo)}}`,
                  errorMessage: `attachPolicyTo names ${attachPolicyTo}, and the production distribution is another one: take the output production_distribution_id of an apply without attachPolicyTo.`,
                },
              ],
      }),
    );
    return distribution;
  }
}
