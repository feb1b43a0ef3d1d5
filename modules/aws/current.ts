import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import { DataAwsRegion } from "@cdktf/provider-aws/lib/data-aws-region";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { setLogicalId } from "../logical-ids/logical-id";
import { isArn } from "./arn";

const constructId = "current";

/** The partition, Region and account that Terraform runs in, read once per stack as `data.aws_caller_identity.current` and its like. */
class Current extends Construct {
  private readonly partition: DataAwsPartition;
  private readonly region: DataAwsRegion;
  private readonly account: DataAwsCallerIdentity;

  constructor(scope: Construct) {
    super(scope, constructId);
    setLogicalId(this);
    this.partition = new DataAwsPartition(this, "partition");
    this.region = new DataAwsRegion(this, "region");
    this.account = new DataAwsCallerIdentity(this, "account");
  }

  get regionName(): string {
    // `id` is the Region's name in versions 5 and 6 of the provider; `name` is deprecated in 6.
    return this.region.id;
  }

  get dnsSuffix(): string {
    return this.partition.dnsSuffix;
  }

  get accountId(): string {
    return this.account.accountId;
  }

  arn(service: string, region: string, account: string, resource: string): string {
    return `arn:${this.partition.partition}:${service}:${region}:${account}:${resource}`;
  }
}

function current(scope: Construct): Current {
  const stack = TerraformStack.of(scope);
  const existing = stack.node.tryFindChild(constructId);
  return existing instanceof Current ? existing : new Current(stack);
}

// A policy made of these ARNs is whole in the first plan; one made of a resource's own attribute is not known before the
// apply, nor in any later plan that changes the resource.

/** The ARN of what has this name in the account of the stack, and in its Region or another, whether it is made here or exists. */
export function arnOf(scope: Construct, service: string, resource: string, region?: string): string {
  const here = current(scope);
  return here.arn(service, region ?? here.regionName, here.accountId, resource);
}

/** The ARN of what has this name in another account. Global services, such as IAM, have no Region. */
export function foreignArnOf(
  scope: Construct,
  { accountId, region = "" }: { readonly accountId: string; readonly region?: string },
  service: string,
  resource: string,
): string {
  return current(scope).arn(service, region, accountId, resource);
}

/** The ARN of a role, by its name; an ARN is passed through. */
export function roleArnOf(scope: Construct, role: string): string {
  const here = current(scope);
  return isArn(role) ? role : here.arn("iam", "", here.accountId, `role/${role}`);
}

/** The ARN of a bucket, by its name. */
export function bucketArnOf(scope: Construct, bucket: string): string {
  return current(scope).arn("s3", "", "", bucket);
}

/** The account that Terraform runs in. */
export function accountIdOf(scope: Construct): string {
  return current(scope).accountId;
}

/** The principal that stands for everybody in the account whom IAM allows it. */
export function rootArnOf(scope: Construct): string {
  const here = current(scope);
  return here.arn("iam", "", here.accountId, "root");
}

/** The host name of the account's ECR registry (Amazon ECR: Private registry). */
export function registryOf(scope: Construct): string {
  const here = current(scope);
  return `${here.accountId}.dkr.ecr.${here.regionName}.${here.dnsSuffix}`;
}

/** The Region that Terraform runs in. */
export function regionOf(scope: Construct): string {
  return current(scope).regionName;
}
