import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import type { Construct } from "constructs";
import { statementBlocks } from "./policy-document";
import type { Statement } from "./statement";

/** An `aws_iam_policy_document` whose statements are asked for when the stack is written, after all have been added. */
export class LatePolicyDocument extends DataAwsIamPolicyDocument {
  constructor(
    scope: Construct,
    id: string,
    private readonly statements: () => readonly Statement[],
  ) {
    super(scope, id);
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    this.putStatement(statementBlocks(this.statements()));
    return super.synthesizeAttributes();
  }

  protected override synthesizeHclAttributes(): { [name: string]: unknown } {
    this.putStatement(statementBlocks(this.statements()));
    return super.synthesizeHclAttributes();
  }
}
