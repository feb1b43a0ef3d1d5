import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import type { Construct } from "constructs";
import type { EventRule } from "../event-rule";
import { EventTarget, type EventTargetProps, type TargetAccess } from "../event-target";

export interface FunctionTargetProps extends EventTargetProps {
  readonly functionName: string;
  /** The function's ARN, or a reference to it. */
  readonly functionArn: string;
}

/** Invokes a Lambda function, which lets this rule in and no other (EventBridge: Using resource-based policies). */
export class FunctionTarget extends EventTarget {
  constructor(private readonly props: FunctionTargetProps) {
    super(props);
  }

  protected access(scope: Construct, rule: EventRule): TargetAccess {
    const permission = new LambdaPermission(scope, "permission", {
      statementId: rule.ruleName,
      action: "lambda:InvokeFunction",
      functionName: this.props.functionName,
      principal: "events.amazonaws.com",
      sourceArn: rule.rule.arn,
    });
    return { arn: this.props.functionArn, dependsOn: [permission] };
  }
}
