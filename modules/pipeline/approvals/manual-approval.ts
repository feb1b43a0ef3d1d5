import { arnRules } from "../../aws/arn-rules";
import type { Finding } from "../../findings/finding";
import { invalidArn, invalidUrl, outOfRange } from "../../findings/value-errors";
import { defined } from "../../terraform/defined";
import { Action, type ActionHost, type ActionProps } from "../action";

/** What a user may choose about an approval. */
export interface ManualApprovalOptions {
  /** Minutes until it counts as rejected, 5 to 86400 (CodePipeline API: ActionDeclaration). @default AWS's own, seven days */
  readonly timeoutInMinutes?: number;
  /** ARN of an SNS topic that hears of the approval. @default nobody is told by the action itself */
  readonly notificationArn?: string;
  /** What the reviewer should look at, a URL. @default none */
  readonly externalEntityLink?: string;
  /** What the reviewer should know, at most 1000 characters. @default none */
  readonly customData?: string;
}

export interface ManualApprovalProps extends ActionProps, ManualApprovalOptions {}

/** Waits until a person approves or rejects, by default for seven days (CodePipeline: Manual approval action reference). */
export class ManualApproval extends Action {
  readonly type = {
    category: "Approval",
    owner: "AWS",
    provider: "Manual",
    bounds: { minInputs: 0, maxInputs: 0, minOutputs: 0, maxOutputs: 0 },
  } as const;
  readonly target = "a person's approval";

  constructor(private readonly props: ManualApprovalProps) {
    super(props, [], []);
  }

  override get timeoutInMinutes(): number | undefined {
    return this.props.timeoutInMinutes;
  }

  bind(host: ActionHost) {
    const { notificationArn, externalEntityLink, customData } = this.props;
    if (notificationArn) host.allow({ actions: ["sns:Publish"], resources: [notificationArn] });
    return defined({
      NotificationArn: notificationArn,
      ExternalEntityLink: externalEntityLink,
      CustomData: customData,
    }) as Readonly<Record<string, string>>;
  }

  findings(): readonly Finding[] {
    const { notificationArn, externalEntityLink, customData } = this.props;
    return [
      ...outOfRange("timeoutInMinutes", this.timeoutInMinutes, {
        min: 5,
        max: 86_400,
        unit: "minutes",
        source: "CodePipeline API: ActionDeclaration",
      }),
      ...invalidArn("notificationArn", notificationArn, arnRules.topic),
      ...invalidUrl("externalEntityLink", externalEntityLink),
      ...outOfRange("customData length", customData?.length, {
        min: 1,
        max: 1000,
        unit: "characters",
        source: "CodePipeline: Manual approval action reference",
      }),
    ];
  }
}
