import { parseArn } from "../../../local/aws/arn";
import { AwsError } from "../../../local/aws/client/aws-error";
import { LocalAccount } from "../../../local/aws/local-account";

const document = (statement: object) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });

/** A role of tasks that exists, by its name or ARN: with it they may start, whatever their task definition names. */
export async function createTaskRole(account: LocalAccount, role: string): Promise<void> {
  const arn = parseArn(role);
  const path = (arn?.resource ?? `role/${role}`).split("/").slice(1, -1);
  const RoleName = role.split("/").at(-1) ?? "";
  const owner = new LocalAccount(account.endpoint, arn?.accountId || account.accountId, account.region);
  try {
    await owner.query("iam", "CreateRole", {
      RoleName,
      Path: path.length === 0 ? "/" : `/${path.join("/")}/`,
      AssumeRolePolicyDocument: document({
        Principal: { Service: "ecs-tasks.amazonaws.com" },
        Action: "sts:AssumeRole",
      }),
    });
  } catch (error) {
    // Settings and the task definition may name one role, by its name and by its ARN.
    if (!(error instanceof AwsError && error.code === "EntityAlreadyExists")) throw error;
  }
  await owner.query("iam", "PutRolePolicy", {
    RoleName,
    PolicyName: "start-tasks",
    PolicyDocument: document({
      Action: [
        "ecr:GetAuthorizationToken",
        "ecr:BatchCheckLayerAvailability",
        "ecr:BatchGetImage",
        "ecr:GetDownloadUrlForLayer",
        "kms:Decrypt",
        "logs:CreateLogGroup",
        "logs:CreateLogStream",
        "logs:PutLogEvents",
        "secretsmanager:GetSecretValue",
        "ssm:GetParameters",
      ],
      Resource: "*",
    }),
  });
}
