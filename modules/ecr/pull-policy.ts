import type { Construct } from "constructs";
import { isArn } from "../aws/arn";
import { foreignArnOf } from "../aws/current";
import { foreignRoleArn } from "../iam/foreign-role";
import type { Statement } from "../iam/statement";
import type { ImagePuller } from "./existing-image-repository";

/**
 * What lets the tasks of another account pull images. The account is the principal, with a condition on its roles where
 * they are known: a role that does not exist yet would be refused (Amazon ECR: Private repository policy examples).
 */
export function letPull(scope: Construct, { accountId, roles }: ImagePuller): Statement {
  const roleArns = roles?.map((role) =>
    isArn(role) ? role : foreignRoleArn(scope, { accountId, roleName: role }),
  );
  return {
    actions: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
    principals: [{ type: "AWS", identifiers: [foreignArnOf(scope, { accountId }, "iam", "root")] }],
    ...(roleArns
      ? { conditions: [{ test: "ArnEquals", variable: "aws:PrincipalArn", values: roleArns }] }
      : {}),
  };
}
