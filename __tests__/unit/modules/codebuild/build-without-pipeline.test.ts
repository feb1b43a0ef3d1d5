import { describe, expect, it } from "vitest";
import type { BuildProjectProps } from "../../../../modules/codebuild/build-project";
import { BareStack } from "../../../support/bare-stack";
import { findingsOf } from "../../../support/findings";
import { buildProject } from "../../../support/minimal-modules";
import { arn } from "../../../support/ref";
import { Template } from "../../../support/template";

const inline = "version: 0.2\nphases: {}\n";

function withProject(changes: Partial<BuildProjectProps>): BareStack {
  const stack = new BareStack();
  buildProject(stack, { buildspec: inline, ...changes });
  return stack;
}

const statementOn = (stack: BareStack, action: string) =>
  new Template(stack).statements("codebuild").find(({ actions }) => (actions as string[]).includes(action));

describe("a build project without a pipeline", () => {
  it("has neither a source nor artifacts", () => {
    const stack = withProject({ sourceType: "NO_SOURCE" });
    expect(findingsOf(stack)).toEqual([]);
    expect(new Template(stack).at("aws_codebuild_project.build")).toMatchObject({
      source: { type: "NO_SOURCE", buildspec: inline },
      artifacts: { type: "NO_ARTIFACTS" },
    });
  });

  it("refuses the path of a build specification, which no source holds", () => {
    expect(findingsOf(withProject({ sourceType: "NO_SOURCE", buildspec: "ci/build.yml" }))).toMatchObject([
      { says: expect.stringMatching(/^buildspec is a path, and the source/), got: '"ci/build.yml"' },
    ]);
  });
});

describe("the variables of a build project", () => {
  it("are read from SSM and Secrets Manager when a build starts, by a role that may read these only", () => {
    const stack = withProject({
      environmentVariables: {
        COLOUR: "red",
        TOKEN: { parameterStore: "/shop/token" },
        PASSWORD: { secretsManager: "shop/database:password" },
      },
    });
    expect(findingsOf(stack)).toEqual([]);
    expect(new Template(stack).at("aws_codebuild_project.build")).toMatchObject({
      environment: {
        environment_variable: [
          { name: "COLOUR", value: "red" },
          { name: "TOKEN", type: "PARAMETER_STORE", value: "/shop/token" },
          { name: "PASSWORD", type: "SECRETS_MANAGER", value: "shop/database:password" },
        ],
      },
    });
    expect(statementOn(stack, "ssm:GetParameters")?.resources).toEqual([arn("ssm", "parameter/shop/token")]);
    expect(statementOn(stack, "secretsmanager:GetSecretValue")?.resources).toEqual([
      arn("secretsmanager", "secret:shop/database-??????"),
    ]);
  });

  it.each([
    [{ TOKEN: { parameterStore: "a b" } }, "environmentVariables.TOKEN.parameterStore"],
    [{ TOKEN: { secretsManager: ":password" } }, "environmentVariables.TOKEN.secretsManager"],
  ])("are refused when nothing can be read by %j", (environmentVariables, property) => {
    expect(findingsOf(withProject({ environmentVariables }))).toMatchObject([
      { says: expect.stringMatching(new RegExp(`^${property} is not a valid`)) },
    ]);
  });
});

describe("a build project in a VPC", () => {
  const vpc = {
    vpcId: "vpc-0123456789abcdef0",
    subnets: ["subnet-0123456789abcdef0"],
    securityGroupIds: ["sg-01234567"],
  };

  it("may make network interfaces for builds in these subnets", () => {
    const stack = withProject({ vpc });
    expect(findingsOf(stack)).toEqual([]);
    expect(new Template(stack).at("aws_codebuild_project.build").vpc_config).toEqual({
      vpc_id: vpc.vpcId,
      subnets: vpc.subnets,
      security_group_ids: vpc.securityGroupIds,
    });
    expect(statementOn(stack, "ec2:CreateNetworkInterfacePermission")).toMatchObject({
      resources: [arn("ec2", "network-interface/*")],
      condition: [
        { variable: "ec2:Subnet", values: [arn("ec2", `subnet/${vpc.subnets[0]}`)] },
        { variable: "ec2:AuthorizedService", values: ["codebuild.amazonaws.com"] },
      ],
    });
  });

  it("is refused without subnets, with six security groups, and with a name in place of an ID", () => {
    const groups = Array.from({ length: 6 }, () => "sg-01234567");
    const wrong = { vpcId: "my-vpc", subnets: [], securityGroupIds: groups };
    expect(findingsOf(withProject({ vpc: wrong })).map(({ says }) => says)).toEqual([
      "vpc.vpcId is not a valid VPC ID",
      "vpc.subnets is empty",
      "vpc.securityGroupIds has too many entries",
    ]);
  });
});

it("a key encrypts what a build makes, and its logs", () => {
  const kmsKeyArn = "arn:aws:kms:eu-central-1:123456789012:key/one";
  const template = new Template(withProject({ kmsKeyArn }));
  expect(template.at("aws_codebuild_project.build").encryption_key).toBe(kmsKeyArn);
  expect(template.at("aws_cloudwatch_log_group.build").kms_key_id).toBe(kmsKeyArn);
});
