import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { arnRules } from "../aws/arn-rules";
import { nameRules } from "../aws/name-rules";
import { check } from "../findings/check";
import { noPermissions } from "../findings/iam-errors";
import { duplicates, invalidArn, invalidName } from "../findings/value-errors";
import { warn } from "../findings/warnings";
import { declaredLogicalId, type LogicalIdProps, setLogicalId } from "../logical-ids/logical-id";
import { defined } from "../terraform/defined";
import { LatePolicyDocument } from "./late-policy-document";
import { policyDocument } from "./policy-document";
import { policySizeFindings } from "./policy-size";
import { mergeStatements, type Statement } from "./statement";
import { statementFindings } from "./statement-rules";
import type { Trust } from "./trust";

/** What a role's policy may be: of the role's own, or a customer-managed policy attached to it. */
export const policyTypes = ["inline", "managed"] as const;

export type PolicyType = (typeof policyTypes)[number];

/** How a role carries its permissions and what may be overridden; the same for every role of a pipeline. */
export interface RoleOptions {
  /** Name of the role, 1 to 64 characters. @default made from the name of what uses the role */
  readonly roleName?: string;
  /** Name of the policy, 1 to 128 characters. @default the role's name */
  readonly policyName?: string;
  /** `inline`: a policy of the role's own. `managed`: a customer-managed policy attached to it. @default "inline" */
  readonly policyType?: PolicyType;
  /** What IAM says of the role, at most 1000 characters. @default none */
  readonly description?: string;
  /** ARN of a policy that bounds what the role can be allowed. @default none */
  readonly permissionsBoundary?: string;
  /** ARNs of policies that exist, attached beside the role's own. @default none */
  readonly managedPolicyArns?: readonly string[];
  /** Statements beside those that the code asks for. @default none */
  readonly additionalStatements?: readonly Statement[];
  /**
   * Exact statements in place of those that the code asks for, for adopting a role that exists. An empty list, beside
   * `managedPolicyArns`: no policy of its own.
   * @default none
   */
  readonly statements?: readonly Statement[];
}

export interface RoleProps extends RoleOptions, LogicalIdProps {
  readonly roleName: string;
  readonly assumedBy: Trust;
  /** Seconds that a session of the role may last, 3600 to 43200 (IAM: CreateRole). @default 3600 */
  readonly maxSessionDuration?: number;
}

/** An IAM role with the permissions that other constructs allow it. */
export class Role extends Construct {
  /** The name as a literal. */
  readonly roleName: string;
  readonly role: IamRole;
  readonly trust: Trust;
  /** ARN of the policy that bounds what the role can be allowed. */
  readonly permissionsBoundary: string | undefined;
  /** ARNs of the policies that are attached beside the role's own. */
  readonly managedPolicyArns: readonly string[];
  /** What must exist before the role can be used. */
  readonly permissions: readonly ITerraformDependable[];
  /** Whether the role was given exact statements, and takes no others. */
  readonly isExact: boolean;
  private asked: readonly Statement[];
  private merged: readonly Statement[] | undefined;

  constructor(scope: Construct, id: string, props: RoleProps) {
    super(scope, id);
    setLogicalId(this, props.logicalId);
    this.roleName = props.roleName;
    this.trust = props.assumedBy;
    this.permissionsBoundary = props.permissionsBoundary;
    this.managedPolicyArns = props.managedPolicyArns ?? [];
    this.isExact = props.statements !== undefined;
    this.asked = [...(props.statements ?? []), ...(props.additionalStatements ?? [])];
    this.role = this.createRole(props);
    this.permissions = [...this.createPolicy(props), ...this.attachManagedPolicies(props)];
    if (this.isExact) warn(this, "exactStatements");
    check(this, () => this.findings(props));
  }

  get arn(): string {
    return this.role.arn;
  }

  /** What the role may do, merged and sorted. */
  get statements(): readonly Statement[] {
    this.merged ??= this.isExact ? this.asked : mergeStatements(this, this.asked);
    return this.merged;
  }

  /** Adds permissions. Has no effect on a role that was given exact statements. */
  allow(...statements: readonly Statement[]): void {
    if (this.isExact) return;
    this.asked = [...this.asked, ...statements];
    this.merged = undefined;
  }

  private createRole(props: RoleProps): IamRole {
    const trust = new Construct(this, "trust");
    setLogicalId(trust, `${declaredLogicalId(this)}_trust`);
    const assumeRole = policyDocument(trust, "document", [props.assumedBy]);
    return new IamRole(
      this,
      "role",
      defined({
        name: props.roleName,
        assumeRolePolicy: assumeRole.json,
        description: props.description,
        maxSessionDuration: props.maxSessionDuration,
        permissionsBoundary: props.permissionsBoundary,
      }),
    );
  }

  private createPolicy({ roleName, policyName = roleName, ...props }: RoleProps): ITerraformDependable[] {
    if (this.isExact && this.asked.length === 0) return [];
    const policy = new LatePolicyDocument(this, "document", () => this.statements).json;
    if (props.policyType === "managed") {
      const managed = new IamPolicy(this, "policy", { name: policyName, policy });
      return [
        new IamRolePolicyAttachment(this, "attachment", { role: this.role.name, policyArn: managed.arn }),
      ];
    }
    return [new IamRolePolicy(this, "policy", { name: policyName, role: this.role.name, policy })];
  }

  private attachManagedPolicies({ managedPolicyArns = [] }: RoleProps): readonly ITerraformDependable[] {
    const attached = new Construct(this, "managed_policies");
    // A list that names a policy twice is a finding of its own.
    return [...new Set(managedPolicyArns)].map((policyArn) => {
      const policyName = policyArn.split("/").at(-1) ?? policyArn;
      const scope = new Construct(attached, policyName);
      setLogicalId(scope, `${declaredLogicalId(this)}_${policyName.replaceAll(/\W/g, "_")}`);
      return new IamRolePolicyAttachment(scope, "attachment", { role: this.role.name, policyArn });
    });
  }

  private findings(props: RoleProps) {
    const { roleName, managedPolicyArns = [] } = props;
    const hasPermissions = this.asked.length + managedPolicyArns.length > 0;
    return [
      ...invalidName("roleName", roleName, nameRules.role),
      ...invalidName("policyName", props.policyName ?? roleName, nameRules.policy),
      ...invalidArn("permissionsBoundary", props.permissionsBoundary, arnRules.policy),
      ...managedPolicyArns.flatMap((arn, index) =>
        invalidArn(`managedPolicyArns[${index}]`, arn, arnRules.policy),
      ),
      ...duplicates("managedPolicyArns", managedPolicyArns, "name a policy"),
      ...statementFindings("statements", props.statements ?? []),
      ...policySizeFindings(this.statements, props.policyType),
      ...statementFindings("additionalStatements", props.additionalStatements ?? []),
      ...(hasPermissions ? [] : noPermissions(roleName)),
    ];
  }
}
