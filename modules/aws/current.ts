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

  arn(service: string, resource: string): string {
    // `id` is the Region's name in versions 5 and 6 of the provider; `name` is deprecated in 6.
    return `arn:${this.partition.partition}:${service}:${this.region.id}:${this.account.accountId}:${resource}`;
  }

  globalArn(service: string, resource: string): string {
    return `arn:${this.partition.partition}:${service}::${this.account.accountId}:${resource}`;
  }
}

function current(scope: Construct): Current {
  const stack = TerraformStack.of(scope);
  const existing = stack.node.tryFindChild(constructId);
  return existing instanceof Current ? existing : new Current(stack);
}

/** The ARN of something that exists outside this project, in the Region and account of the stack. */
export function arnOf(scope: Construct, service: string, resource: string): string {
  return current(scope).arn(service, resource);
}

/** The ARN of a role that exists outside this project; an ARN is passed through. */
export function roleArnOf(scope: Construct, role: string): string {
  return isArn(role) ? role : current(scope).globalArn("iam", `role/${role}`);
}
