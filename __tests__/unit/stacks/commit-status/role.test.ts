import { describe, expect, it } from "vitest";
import type { StatusToken } from "../../../../modules/commit-status/status-token";
import { type Changes, keyArn, templateOf } from "../../../support/commit-status-stack";
import { arn } from "../../../support/ref";
import type { Block } from "../../../support/template";

describe("the role of commit statuses", () => {
  const log = {
    effect: "Allow",
    actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
    resources: [arn("logs", "log-group:/aws/lambda/statuses:*")],
  };
  const queue = {
    effect: "Allow",
    actions: ["sqs:SendMessage"],
    resources: [arn("sqs", "statuses-failures")],
  };
  const executions = (...pipelines: readonly string[]) => ({
    effect: "Allow",
    actions: ["codepipeline:GetPipelineExecution"],
    resources: pipelines.map((pipeline) => arn("codepipeline", pipeline)),
  });
  const parameter = {
    effect: "Allow",
    actions: ["ssm:GetParameter"],
    resources: [arn("ssm", "parameter/github/token")],
  };
  const secret = (name: string) => ({
    effect: "Allow",
    actions: ["secretsmanager:GetSecretValue"],
    resources: [arn("secretsmanager", `secret:${name}-??????`)],
  });
  const decrypt = { effect: "Allow", actions: ["kms:Decrypt"], resources: [keyArn] };
  const statementsOf = (changes: Changes) => templateOf(changes).statements("main");

  it("reads executions of the pipelines and its token, writes its log and its queue, and may do nothing else", () => {
    expect(statementsOf({})).toEqual([executions("app"), log, queue, parameter]);
  });

  it("reads the executions of every pipeline that a name stands for", () => {
    expect(statementsOf({ pipelines: ["app", "web-*"] })).toContainEqual(executions("app", "web-*"));
  });

  it("reads the executions of a pipeline that is named by its ARN", () => {
    const pipelines = ["arn:aws:codepipeline:eu-central-1:123456789012:app"];
    expect(statementsOf({ pipelines })).toContainEqual(executions("app"));
  });

  it.each<[StatusToken, readonly Block[]]>([
    [{ ssmParameter: "/github/token", kmsKeyArn: keyArn }, [decrypt, parameter]],
    [{ secretsManagerSecret: "github/token" }, [secret("github/token")]],
    [
      { githubAppId: "1", privateKey: { secretsManagerSecret: "github/app", kmsKeyArn: keyArn } },
      [decrypt, secret("github/app")],
    ],
  ])("reads the token %j, with its key alone", (token, expected) => {
    const others = [executions("app"), log, queue];
    const rest = statementsOf({ token }).filter(
      (statement) =>
        !others.some((other) => JSON.stringify(other.actions) === JSON.stringify(statement.actions)),
    );
    expect(rest).toEqual(expect.arrayContaining([...expected]));
    expect(rest).toHaveLength(expected.length);
  });

  it("is assumed by Lambda alone", () => {
    expect(templateOf().statements("main_trust")).toEqual([
      {
        effect: "Allow",
        actions: ["sts:AssumeRole"],
        principals: [{ type: "Service", identifiers: ["lambda.amazonaws.com"] }],
      },
    ]);
  });

  it("takes what settings say of a role", () => {
    const role = { roleName: "teller", permissionsBoundary: "arn:aws:iam::123456789012:policy/boundary" };
    expect(templateOf({ role }).at("aws_iam_role.main")).toMatchObject({
      name: "teller",
      permissions_boundary: role.permissionsBoundary,
    });
  });
});
