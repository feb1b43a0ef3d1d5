import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import type { Construct } from "constructs";
import { defined } from "../terraform/defined";
import type { Statement } from "./statement";

/** The blocks of an `aws_iam_policy_document` for some statements, in the order given. */
export function statementBlocks(statements: readonly Statement[]) {
  return statements.map(({ actions, resources, effect, conditions, principals, sid }) =>
    defined({
      sid,
      effect: effect ?? "Allow",
      actions: [...actions],
      resources: resources && [...resources],
      principals: principals?.map(({ type, identifiers }) => ({ type, identifiers: [...identifiers] })),
      condition: conditions?.map(({ test, variable, values }) => ({ test, variable, values: [...values] })),
    }),
  );
}

/** An `aws_iam_policy_document` data source with fixed statements. */
export function policyDocument(
  scope: Construct,
  id: string,
  statements: readonly Statement[],
): DataAwsIamPolicyDocument {
  return new DataAwsIamPolicyDocument(scope, id, { statement: statementBlocks(statements) });
}
