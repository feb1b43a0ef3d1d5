import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { arnRules } from "../aws/arn-rules";
import { nameRules } from "../aws/name-rules";
import { check } from "../findings/check";
import { invalidArn, invalidName } from "../findings/value-errors";
import { fittingLogicalId, logicalIdWord } from "../logical-ids/fitting-logical-id";
import { declaredLogicalId, type LogicalIdProps, setLogicalId } from "../logical-ids/logical-id";
import { retentionFindings } from "../logs/retention";
import { defined } from "../terraform/defined";

export interface LogGroupsProps extends LogicalIdProps {
  readonly logGroupNames: readonly string[];
  /** Days that logs are kept; 0 keeps them for ever. @default 30 */
  readonly logRetentionDays?: number;
  /** ARN of a KMS key that encrypts the logs. @default a key of AWS's */
  readonly kmsKeyArn?: string;
}

/** The log groups of a task definition. */
export class LogGroups extends Construct {
  readonly groups: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: LogGroupsProps) {
    super(scope, id);
    setLogicalId(this, props.logicalId);
    this.groups = props.logGroupNames.map((name) => this.createGroup(name, props));
    check(this, () => [
      ...props.logGroupNames.flatMap((name) => invalidName("awslogs-group", name, nameRules.logGroup)),
      ...retentionFindings("logRetentionDays", props.logRetentionDays),
      ...invalidArn("kmsKeyArn", props.kmsKeyArn, arnRules.kmsKey),
    ]);
  }

  private createGroup(
    name: string,
    { logRetentionDays = 30, kmsKeyArn }: LogGroupsProps,
  ): CloudwatchLogGroup {
    const scope = new Construct(this, name.replaceAll("/", "-"));
    const words = logicalIdWord(name).replace(/^_+/, "");
    setLogicalId(scope, fittingLogicalId(`${declaredLogicalId(this)}_${words}`));
    return new CloudwatchLogGroup(
      scope,
      "log_group",
      defined({ name, retentionInDays: logRetentionDays, kmsKeyId: kmsKeyArn }),
    );
  }
}
