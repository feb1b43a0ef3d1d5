import { describe, expect, it } from "vitest";
import type { FargateServiceProps } from "../../../../modules/ecs/fargate-service";
import type { TaskDefinitionDocument } from "../../../../modules/ecs/task-definition-document";
import { BareStack } from "../../../support/bare-stack";
import { fargateService } from "../../../support/fargate-service";
import { findingsOf, warningsOf } from "../../../support/findings";
import { railsAndNginx } from "../../../support/rails-and-nginx";
import { arn, ref } from "../../../support/ref";
import { Template } from "../../../support/template";

function withRoles(changes: Partial<FargateServiceProps> = {}) {
  const stack = new BareStack();
  return { stack, service: fargateService(stack, changes) };
}

const statementsOf = (changes?: Partial<FargateServiceProps>) =>
  new Template(withRoles(changes).stack).statements("service_execution");

const containing = (container: object): TaskDefinitionDocument => ({
  ...railsAndNginx,
  containerDefinitions: [{ name: "app", image: "public.ecr.aws/docker/library/nginx:1", ...container }],
});

const key = "arn:aws:kms:eu-central-1:123456789012:key/12345678-abcd";

describe("the execution role", () => {
  it("pulls the images that the task definition names, reads its secrets, and writes and makes its log group", () => {
    const { stack } = withRoles();
    const logs = `arn:${ref("data.aws_partition.current.partition")}:logs:ap-northeast-1:${ref("data.aws_caller_identity.current.account_id")}:log-group:/ecs/shop-staging:*`;
    const repository = (name: string) =>
      `arn:${ref("data.aws_partition.current.partition")}:ecr:ap-northeast-1:123456789012:repository/${name}`;
    expect(new Template(stack).statements("service_execution")).toEqual([
      {
        effect: "Allow",
        actions: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
        resources: [repository("shop-nginx"), repository("shop-rails")],
      },
      { effect: "Allow", actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
      {
        effect: "Allow",
        actions: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [logs],
      },
      {
        effect: "Allow",
        actions: ["ssm:GetParameters"],
        resources: [arn("ssm", "parameter/shop/db/host"), arn("ssm", "parameter/shop/db/password")],
      },
    ]);
    expect(new Template(stack).statements("service_execution_trust")).toMatchObject([
      { principals: [{ type: "Service", identifiers: ["ecs-tasks.amazonaws.com"] }] },
    ]);
  });

  it("pulls images of the stack's own repositories in place of those that they replace", () => {
    const repositoryArn = "arn:aws:ecr:eu-central-1:123456789012:repository/rails";
    const images = { rails: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/rails:1" };
    const statements = statementsOf({ images, repositoryArns: [repositoryArn] });
    expect(statements[0]).toHaveProperty("resources", [
      expect.stringContaining("repository/shop-nginx"),
      repositoryArn,
    ]);
  });

  it("makes no log group where ECS is not asked to", () => {
    const logConfiguration = { logDriver: "awslogs", options: { "awslogs-group": "app" } };
    expect(statementsOf({ taskDefinition: containing({ logConfiguration }) })).toEqual([
      {
        effect: "Allow",
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [arn("logs", "log-group:app:*")],
      },
    ]);
  });

  it("reads secrets of every kind and place, and what encrypts them", () => {
    const secret = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop";
    const taskDefinition = containing({
      secrets: [
        { name: "A", valueFrom: "plain-parameter" },
        { name: "B", valueFrom: "arn:aws:ssm:eu-central-1:123456789012:parameter/other" },
        { name: "C", valueFrom: `${secret}-AbCdEf:password::` },
        { name: "D", valueFrom: `${secret}-AbCdEf:user::` },
      ],
      logConfiguration: {
        logDriver: "splunk",
        secretOptions: [{ name: "token", valueFrom: `${secret}/splunk` }],
      },
      repositoryCredentials: { credentialsParameter: `${secret}/registry-123456` },
    });
    expect(statementsOf({ taskDefinition, secretsKmsKeyArn: key })).toEqual([
      { effect: "Allow", actions: ["kms:Decrypt"], resources: [key] },
      {
        effect: "Allow",
        actions: ["secretsmanager:GetSecretValue"],
        resources: [`${secret}-AbCdEf`, `${secret}/registry-123456`, `${secret}/splunk-??????`],
      },
      {
        effect: "Allow",
        actions: ["ssm:GetParameters"],
        resources: [
          arn("ssm", "parameter/plain-parameter"),
          "arn:aws:ssm:eu-central-1:123456789012:parameter/other",
        ],
      },
    ]);
  });

  it("reads files of variables", () => {
    const environmentFiles = [{ type: "s3", value: "arn:aws:s3:::shop-settings/live/app.env" }];
    expect(statementsOf({ taskDefinition: containing({ environmentFiles }) })).toEqual([
      { effect: "Allow", actions: ["s3:GetBucketLocation"], resources: ["arn:aws:s3:::shop-settings"] },
      {
        effect: "Allow",
        actions: ["s3:GetObject"],
        resources: ["arn:aws:s3:::shop-settings/live/app.env"],
      },
    ]);
  });

  it("decrypts nothing where there are no secrets", () => {
    const statements = statementsOf({
      taskDefinition: containing({
        image: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/app:1",
      }),
      secretsKmsKeyArn: key,
    });
    expect(statements.flatMap(({ actions }) => actions)).not.toContain("kms:Decrypt");
  });

  it("is one that exists, and then none is made", () => {
    const { stack } = withRoles({ existingExecutionRole: "team-execution" });
    const template = new Template(stack);
    expect(template.find("aws_iam_role")).toEqual([]);
    expect(template.at("aws_ecs_task_definition.service").execution_role_arn).toMatch(
      /:role\/team-execution$/,
    );
    expect(findingsOf(stack)).toEqual([]);
  });
});

describe("the task role", () => {
  it("is none where nobody asks for one", () => {
    const { stack, service } = withRoles();
    expect(new Template(stack).at("aws_ecs_task_definition.service")).not.toHaveProperty("task_role_arn");
    expect(service.taskRoleArn).toBeUndefined();
    expect(service.taskRoles).toHaveLength(1);
  });

  it("has the statements that it is given, apart from the execution role's", () => {
    const statement = {
      actions: ["sqs:SendMessage"],
      resources: ["arn:aws:sqs:eu-central-1:123456789012:mail"],
    };
    const { stack } = withRoles({ taskRole: { additionalStatements: [statement] } });
    const template = new Template(stack);
    expect(template.statements("service_task")).toEqual([{ effect: "Allow", ...statement }]);
    expect(template.at("aws_iam_role.service_task")).toHaveProperty("name", "shop-task");
    expect(template.at("aws_ecs_task_definition.service")).toMatchObject({
      task_role_arn: ref("aws_iam_role.service_task.arn"),
      execution_role_arn: ref("aws_iam_role.service_execution.arn"),
    });
    expect(findingsOf(stack)).toEqual([]);
  });

  it("lets people run commands in the tasks on request", () => {
    const { stack } = withRoles({ enableExecuteCommand: true });
    expect(new Template(stack).statements("service_task")).toMatchObject([
      { actions: expect.arrayContaining(["ssmmessages:OpenDataChannel"]), resources: ["*"] },
    ]);
    expect(new Template(stack).at("aws_ecs_service.service")).toHaveProperty("enable_execute_command", true);
  });

  it("is the one that the task definition names, which exists", () => {
    const named = "arn:aws:iam::123456789012:role/shop-app";
    const { stack, service } = withRoles({ taskDefinition: { ...railsAndNginx, taskRoleArn: named } });
    expect(new Template(stack).at("aws_ecs_task_definition.service")).toHaveProperty("task_role_arn", named);
    expect(service.taskRoles).toContain(named);
  });

  it("is the execution role on request, with a warning of what that means", () => {
    const { stack, service } = withRoles({ singleRole: true, enableExecuteCommand: true });
    const template = new Template(stack);
    expect(template.find("aws_iam_role")).toHaveLength(1);
    expect(template.at("aws_ecs_task_definition.service")).toMatchObject({
      task_role_arn: ref("aws_iam_role.service_execution.arn"),
      execution_role_arn: ref("aws_iam_role.service_execution.arn"),
    });
    expect(template.statements("service_execution").flatMap(({ actions }) => actions)).toContain(
      "ssmmessages:OpenDataChannel",
    );
    expect(service.taskRoles).toHaveLength(1);
    expect(warningsOf(stack)).toEqual([
      expect.stringMatching(/^bare\/service\/roles: With one role for both/),
    ]);
  });

  it.each<[string, Partial<FargateServiceProps>, RegExp]>([
    [
      "made and existing",
      { taskRole: {}, existingTaskRole: "app" },
      /^taskRole stands beside existingTaskRole/,
    ],
    ["made and the single one", { taskRole: {}, singleRole: true }, /^taskRole stands beside singleRole/],
    ["existing and single", { existingTaskRole: "app", singleRole: true }, /^existingTaskRole stands beside/],
    [
      "an execution role made and existing",
      { executionRole: {}, existingExecutionRole: "app" },
      /^executionRole stands beside existingExecutionRole/,
    ],
    ["a name that is none", { existingTaskRole: "a b" }, /^existingTaskRole is not a valid role name/],
    [
      "an ARN of something else",
      { existingExecutionRole: "arn:aws:iam::1:user/a" },
      /^existingExecutionRole is/,
    ],
    ["a role without permissions", { taskRole: {} }, /^statements is a role without a single permission/],
  ])("refuses to be %s", (_, changes, says) => {
    const found = findingsOf(withRoles(changes).stack).filter((finding) => says.test(finding.says));
    expect(found).toHaveLength(1);
  });
});
