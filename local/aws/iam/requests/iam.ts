import type { AwsCall } from "./aws-call";
import { eachNeeds } from "./needs";
import type { ServiceRequests } from "./permission";

const role = ({ form, scope }: AwsCall) => `arn:aws:iam::${scope.accountId}:role/${form.get("RoleName")}`;
const policy = ({ form }: AwsCall) => form.get("PolicyArn") ?? "";

/** What the operations of IAM need; roles are taken to be at the path `/`. */
export const iam: ServiceRequests = {
  conditionKeys: ["iam:PassedToService", "iam:AssociatedResourceArn"],
  operations: {
    ...eachNeeds("iam", ["GetRole", "GetRolePolicy", "ListAttachedRolePolicies", "ListRolePolicies"], role),
    ...eachNeeds("iam", ["GetPolicy", "GetPolicyVersion"], policy),
    ...eachNeeds("iam", ["ListRoles"], () => "*"),
  },
};
