import type { Construct } from "constructs";
import { Role, type RoleOptions } from "../../iam/role";
import type { Statement } from "../../iam/statement";
import { trustService } from "../../iam/trust";
import type { EventRule } from "../event-rule";
import { EventTarget, type EventTargetProps, type TargetAccess } from "../event-target";

export interface RoleTargetProps extends EventTargetProps {
  /** @default role `<rule>-execute` with an inline policy */
  readonly role?: RoleOptions;
  /** Logical ID of the role's elements. @default "execute" */
  readonly roleLogicalId?: string;
}

/** A target that EventBridge starts as a role, which may do that and nothing else. */
export abstract class RoleTarget extends EventTarget {
  constructor(private readonly props: RoleTargetProps) {
    super(props);
  }

  /** The target's ARN as a reference, and what the role needs to start it. */
  protected abstract started(): { readonly arn: string; readonly permission: Statement };

  protected access(scope: Construct, rule: EventRule): TargetAccess {
    const { role: options, roleLogicalId } = this.props;
    const { arn, permission } = this.started();
    const role = new Role(scope, "role", {
      logicalId: roleLogicalId ?? "execute",
      assumedBy: trustService("events.amazonaws.com"),
      ...options,
      roleName: options?.roleName ?? `${rule.ruleName}-execute`,
    });
    role.allow(permission);
    // An event that is delivered before the role has its permission is lost.
    return { arn, roleArn: role.arn, dependsOn: role.permissions };
  }
}
