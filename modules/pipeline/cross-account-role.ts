import { Construct } from "constructs";
import { nameRules } from "../aws/name-rules";
import { check } from "../findings/check";
import { invalidAccount, invalidName } from "../findings/value-errors";
import { type ForeignRole, trustForeignRole } from "../iam/foreign-role";
import { Role } from "../iam/role";
import type { Statement } from "../iam/statement";
import { type LogicalIdProps, setLogicalId } from "../logical-ids/logical-id";
import { defined } from "../terraform/defined";

export interface CrossAccountRoleProps extends LogicalIdProps {
  /** The account that the role stands in, 12 digits: the one of its stack. */
  readonly accountId: string;
  /** 1 to 64 characters. */
  readonly roleName: string;
  /** The role of the pipeline, which alone may assume this one. */
  readonly pipelineRole: ForeignRole;
  /** ARN of a policy that bounds what the role can be allowed. @default none */
  readonly permissionsBoundary?: string;
}

/**
 * The role that a pipeline's actions run as in another account. It stands in a stack of that account; the actions that
 * name it bring its permissions (CodePipeline: Create a pipeline that uses resources from another AWS account).
 */
export class CrossAccountRole extends Construct implements ForeignRole {
  readonly accountId: string;
  readonly roleName: string;
  readonly pipelineRole: ForeignRole;
  readonly role: Role;

  constructor(scope: Construct, id: string, props: CrossAccountRoleProps) {
    super(scope, id);
    setLogicalId(this, props.logicalId);
    const { accountId, roleName, pipelineRole, permissionsBoundary } = props;
    this.accountId = accountId;
    this.roleName = roleName;
    this.pipelineRole = pipelineRole;
    this.role = new Role(
      this,
      "role",
      defined({
        logicalId: props.logicalId ?? id,
        roleName,
        assumedBy: trustForeignRole(this, pipelineRole),
        permissionsBoundary,
      }),
    );
    check(this, () => [
      ...invalidAccount("accountId", accountId),
      ...invalidAccount("pipelineRole.accountId", pipelineRole.accountId),
      ...invalidName("pipelineRole.roleName", pipelineRole.roleName, nameRules.role),
    ]);
  }

  allow(...statements: readonly Statement[]): void {
    this.role.allow(...statements);
  }
}
