import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { arnRules } from "../aws/arn-rules";
import { nameRules } from "../aws/name-rules";
import { check } from "../findings/check";
import { invalidArn, invalidName, noPermissions } from "../findings/errors";
import { warn } from "../findings/warnings";
import { declaredLogicalId, type LogicalIdProps, setLogicalId } from "../logical-ids/logical-id";
import { policyDocument, statementBlocks } from "./policy-document";
import { policySizeFindings } from "./policy-size";
import { mergeStatements, type Statement, statementFindings } from "./statement";

/** How a role carries its permissions and what may be overridden; the same for every role of a pipeline. */
export interface RoleOptions {
  /** Name of the role, 1 to 64 characters. @default made from the name of what uses the role */
  readonly roleName?: string;
  /** Name of the policy, 1 to 128 characters. @default the role's name */
  readonly policyName?: string;
  /** `inline`: a policy of the role's own. `managed`: a customer-managed policy attached to it. @default "inline" */
  readonly policyType?: "inline" | "managed";
  /** @default none */
  readonly description?: string;
  /** ARN of a policy that bounds what the role can be allowed. @default none */
  readonly permissionsBoundary?: string;
  /** Exact statements in place of those that the code asks for, for adopting a role that exists. @default none */
  readonly statements?: readonly Statement[];
}

export interface ServiceRoleProps extends RoleOptions, LogicalIdProps {
  readonly roleName: string;
  /** The service that assumes the role, such as `codebuild.amazonaws.com`. */
  readonly service: string;
}

/** An IAM role that one AWS service assumes, with the permissions that other constructs allow it. */
export class ServiceRole extends Construct {
  readonly role: IamRole;
  /** What must exist before the service can use the role. */
  readonly permissions: ITerraformDependable;
  private readonly document: DataAwsIamPolicyDocument;
  private readonly exact: boolean;
  private statements: readonly Statement[] = [];

  constructor(scope: Construct, id: string, props: ServiceRoleProps) {
    super(scope, id);
    setLogicalId(this, props.logicalId);
    this.exact = props.statements !== undefined;
    this.role = this.createRole(props);
    this.document = new DataAwsIamPolicyDocument(this, "document");
    this.permissions = this.attach(props);
    this.put(props.statements ?? []);
    if (this.exact) warn(this, "exactStatements");
    check(this, () => [
      ...invalidName("roleName", props.roleName, nameRules.role),
      ...invalidName("policyName", props.policyName ?? props.roleName, nameRules.policy),
      ...(props.permissionsBoundary === undefined
        ? []
        : invalidArn("permissionsBoundary", props.permissionsBoundary, arnRules.policy)),
      ...statementFindings(props.statements ?? []),
      ...policySizeFindings(this.statements, props.policyType),
      ...(this.statements.length === 0 ? noPermissions(props.roleName) : []),
    ]);
  }

  get arn(): string {
    return this.role.arn;
  }

  /** Adds permissions. Has no effect on a role that was given exact statements. */
  allow(...statements: readonly Statement[]): void {
    if (!this.exact) this.put([...this.statements, ...statements]);
  }

  private put(statements: readonly Statement[]): void {
    this.statements = this.exact ? statements : mergeStatements(this, statements);
    this.document.putStatement(statementBlocks(this.statements));
  }

  private createRole({ roleName, service, description, permissionsBoundary }: ServiceRoleProps): IamRole {
    const trust = new Construct(this, "trust");
    setLogicalId(trust, `${declaredLogicalId(this)}_trust`);
    const assumeRole = policyDocument(trust, "document", [
      { actions: ["sts:AssumeRole"], principals: [{ type: "Service", identifiers: [service] }] },
    ]);
    return new IamRole(this, "role", {
      name: roleName,
      assumeRolePolicy: assumeRole.json,
      ...(description === undefined ? {} : { description }),
      ...(permissionsBoundary === undefined ? {} : { permissionsBoundary }),
    });
  }

  private attach({ roleName, policyName = roleName, policyType }: ServiceRoleProps): ITerraformDependable {
    if (policyType === "managed") {
      const policy = new IamPolicy(this, "policy", { name: policyName, policy: this.document.json });
      return new IamRolePolicyAttachment(this, "attachment", { role: this.role.name, policyArn: policy.arn });
    }
    return new IamRolePolicy(this, "policy", {
      name: policyName,
      role: this.role.name,
      policy: this.document.json,
    });
  }
}
