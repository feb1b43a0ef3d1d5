import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { arnOf } from "../aws/current";
import { nameRules } from "../aws/name-rules";
import { check } from "../findings/check";
import { invalidName } from "../findings/value-errors";
import { setLogicalId } from "../logical-ids/logical-id";
import { setLifecycle } from "../terraform/lifecycle";
import type { Distribution } from "./distribution";

export interface DistributionParametersProps {
  /** What the names start with: `/<service>/cloudfront/cfcd-production` and `…/cfcd-staging`. */
  readonly service: string;
  readonly distribution: Distribution;
}

/** The SSM parameters in which a pipeline's builds find the IDs of both distributions. */
export class DistributionParameters extends Construct {
  readonly production: string;
  readonly staging: string;
  /** What a build must find. */
  readonly parameters: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, { service, distribution }: DistributionParametersProps) {
    super(scope, id);
    this.production = `/${service}/cloudfront/cfcd-production`;
    this.staging = `/${service}/cloudfront/cfcd-staging`;
    this.parameters = [this.createProduction(distribution), this.createStaging(distribution)];
    check(this, () => invalidName("name", this.staging, nameRules.ssmParameter));
  }

  /** ARN of the parameter that scripts write. */
  get stagingArn(): string {
    return arnOf(this, "ssm", `parameter${this.staging}`);
  }

  private createProduction({ id }: Distribution): SsmParameter {
    return this.parameter("cfcd_production", this.production, id, "The production distribution");
  }

  private createStaging({ kept }: Distribution): SsmParameter {
    if (kept) {
      return this.parameter("cfcd_staging", this.staging, kept.distributionId, "The staging distribution");
    }
    const what =
      'The staging distribution of the release under review; "none" or "deleted" where there is none';
    const parameter = this.parameter("cfcd_staging", this.staging, "none", what);
    // Scripts write the ID of each release's staging distribution, and `deleted` in the end.
    setLifecycle(parameter, { ignoreChanges: ["value"] });
    return parameter;
  }

  private parameter(id: string, name: string, value: string, description: string): SsmParameter {
    const scope = new Construct(this, id);
    setLogicalId(scope);
    // Not `insecureValue`, though IDs are no secret: of a parameter that is taken over the provider would never be done with that.
    return new SsmParameter(scope, "parameter", { name, type: "String", value, description });
  }
}
