import { IamAccessKey } from "@cdktf/provider-aws/lib/iam-access-key";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { IamUserPolicyAttachment } from "@cdktf/provider-aws/lib/iam-user-policy-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { arnRules } from "../aws/arn-rules";
import { nameRules } from "../aws/name-rules";
import { check } from "../findings/check";
import { invalidArn, invalidName } from "../findings/value-errors";
import { type LogicalIdProps, setLogicalId } from "../logical-ids/logical-id";
import { defined } from "../terraform/defined";
import { LatePolicyDocument } from "./late-policy-document";
import { policySizeFindings } from "./policy-size";
import { mergeStatements, type Statement } from "./statement";

/** What a user may choose about an IAM user. */
export interface UserOptions {
  /** 1 to 64 characters, unique in the account (IAM and AWS STS quotas). @default made from the name of what uses it */
  readonly userName?: string;
  /** Name of the user's policy, 1 to 128 characters. @default the user's name */
  readonly policyName?: string;
  /** ARN of a policy that bounds what the user can be allowed. @default none */
  readonly permissionsBoundary?: string;
}

export interface UserProps extends UserOptions, LogicalIdProps {
  readonly userName: string;
}

/** An IAM user with an access key, for what cannot assume a role. */
export class User extends Construct {
  /** What must exist before the user can do something. */
  readonly permissions: readonly ITerraformDependable[];
  private readonly key: IamAccessKey;
  private asked: readonly Statement[] = [];

  constructor(scope: Construct, id: string, props: UserProps) {
    super(scope, id);
    setLogicalId(this, props.logicalId);
    const { userName, policyName = userName, permissionsBoundary } = props;
    const user = new IamUser(this, "user", defined({ name: userName, permissionsBoundary }));
    this.permissions = [this.createPolicy(user, policyName)];
    this.key = new IamAccessKey(this, "access_key", { user: user.name });
    check(this, () => [
      ...invalidName("userName", userName, nameRules.user),
      ...invalidName("policyName", policyName, nameRules.policy),
      ...invalidArn("permissionsBoundary", permissionsBoundary, arnRules.policy),
      ...policySizeFindings(this.statements, "managed"),
    ]);
  }

  get accessKeyId(): string {
    return this.key.id;
  }

  /** Stands in Terraform's state. */
  get secretAccessKey(): string {
    return this.key.secret;
  }

  /** What the user may do, merged and sorted. */
  get statements(): readonly Statement[] {
    return mergeStatements(this, this.asked);
  }

  /** Adds permissions. */
  allow(...statements: readonly Statement[]): void {
    this.asked = [...this.asked, ...statements];
  }

  private createPolicy(user: IamUser, name: string): ITerraformDependable {
    const { json } = new LatePolicyDocument(this, "document", () => this.statements);
    // Not an inline one: all of a user's may have 2048 characters together (IAM and AWS STS quotas).
    const policy = new IamPolicy(this, "policy", { name, policy: json });
    return new IamUserPolicyAttachment(this, "attachment", { user: user.name, policyArn: policy.arn });
  }
}
