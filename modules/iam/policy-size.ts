import type { Finding } from "../findings/finding";
import { policyTooLarge } from "../findings/iam-errors";
import { unescaped } from "../terraform/literal";
import type { Statement } from "./statement";

const limits = { inline: 10_240, managed: 6_144 } as const;

const reference = /(?<!\$)\$\{[^}]*\}/g;

/** The least that a policy counts at IAM, which leaves out blanks; what Terraform fills in later counts nothing. */
function leastSize(statements: readonly Statement[]): number {
  const document = {
    Version: "2012-10-17",
    Statement: statements.map(({ sid, effect = "Allow", actions, resources, conditions }) => ({
      Sid: sid,
      Effect: effect,
      Action: actions,
      Resource: resources,
      Condition: conditions?.map(({ test, variable, values }) => ({ [test]: { [variable]: values } })),
    })),
  };
  return unescaped(JSON.stringify(document).replaceAll(reference, "")).replaceAll(/\s/g, "").length;
}

/** What IAM would refuse in the size of a role's policy (IAM and AWS STS quotas). */
export function policySizeFindings(
  statements: readonly Statement[],
  policyType: "inline" | "managed" = "inline",
): readonly Finding[] {
  const size = leastSize(statements);
  return size > limits[policyType] ? policyTooLarge(size, limits[policyType], policyType) : [];
}
