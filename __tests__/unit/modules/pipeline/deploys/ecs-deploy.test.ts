import { describe, expect, it } from "vitest";
import { EcsDeploy, type EcsDeployProps } from "../../../../../modules/pipeline/deploys/ecs-deploy";
import { BareStack } from "../../../../support/bare-stack";
import { findingsOf } from "../../../../support/findings";
import { emptyPipeline, reference } from "../../../../support/minimal-modules";
import { PlainSource } from "../../../../support/plain-action";
import { ref } from "../../../../support/ref";
import { type Block, Template } from "../../../../support/template";

const here = (resource: string) =>
  `arn:\${data.aws_partition.current.partition}:ecs:\${data.aws_region.current.id}:\${data.aws_caller_identity.current.account_id}:${resource}`;
const role = (name: string) =>
  `arn:\${data.aws_partition.current.partition}:iam::\${data.aws_caller_identity.current.account_id}:role/${name}`;

function withDeploy(changes: Partial<EcsDeployProps> = {}, stack = new BareStack()): BareStack {
  const source = new PlainSource();
  const deploy = new EcsDeploy({
    actionName: "Deploy",
    clusterName: "cluster",
    serviceName: "service",
    input: source.output,
    ...changes,
  });
  emptyPipeline(stack).stage("Source", source).stage("Deploy", deploy);
  return stack;
}

const actionOf = (stack: BareStack): Block => new Template(stack).action("Deploy");

const statementOf = (stack: BareStack, action: string): Block | undefined =>
  new Template(stack)
    .statements("codepipeline")
    .find(({ actions }) => (actions as readonly string[]).includes(action));

describe("an ECS deploy action", () => {
  it("names the service and the image definitions", () => {
    expect(actionOf(withDeploy())).toEqual({
      name: "Deploy",
      category: "Deploy",
      owner: "AWS",
      provider: "ECS",
      version: "1",
      input_artifacts: ["Source"],
      configuration: { ClusterName: "cluster", ServiceName: "service", FileName: "imagedefinitions.json" },
    });
  });

  it("writes the timeout as text, as CodePipeline wants it", () => {
    expect(actionOf(withDeploy({ deploymentTimeout: 15 }))).toHaveProperty(
      "configuration.DeploymentTimeout",
      "15",
    );
  });

  it("updates and describes this service only", () => {
    expect(statementOf(withDeploy(), "ecs:UpdateService")).toEqual({
      effect: "Allow",
      actions: ["ecs:DescribeServices", "ecs:UpdateService"],
      resources: [here("service/cluster/service")],
    });
  });

  it("asks for nothing that AWS's page does not list", () => {
    const actions = new Template(withDeploy())
      .statements("codepipeline")
      .flatMap((statement) => statement.actions as string[])
      .filter((action) => action.startsWith("ecs:"));
    expect(actions.sort()).toEqual([
      "ecs:DescribeServices",
      "ecs:DescribeTaskDefinition",
      "ecs:RegisterTaskDefinition",
      "ecs:TagResource",
      "ecs:UpdateService",
    ]);
  });

  it("tags task definitions only while it registers them", () => {
    expect(statementOf(withDeploy(), "ecs:TagResource")).toMatchObject({
      resources: [here("task-definition/*")],
      condition: [{ test: "StringEquals", variable: "ecs:CreateAction", values: ["RegisterTaskDefinition"] }],
    });
  });

  it("passes the console's role to ECS and its tasks only, by default", () => {
    expect(statementOf(withDeploy(), "iam:PassRole")).toEqual({
      effect: "Allow",
      actions: ["iam:PassRole"],
      resources: [role("ecsTaskExecutionRole")],
      condition: [
        {
          test: "StringEquals",
          variable: "iam:PassedToService",
          values: ["ecs-tasks.amazonaws.com", "ecs.amazonaws.com"],
        },
      ],
    });
  });

  it("passes the roles of the task definition and no other, by name, by ARN and by reference", () => {
    const stack = new BareStack();
    const arn = "arn:aws:iam::123456789012:role/team/task";
    withDeploy({ taskRoles: ["execution", arn, reference(stack)] }, stack);
    expect(statementOf(stack, "iam:PassRole")?.resources).toEqual(
      [ref("var.reference"), role("execution"), arn].sort(),
    );
    expect(findingsOf(stack)).toEqual([]);
  });

  it.each<[string, Partial<EcsDeployProps>, string, string]>([
    [
      "a cluster by ARN",
      { clusterName: "arn:aws:ecs:eu-central-1:123456789012:cluster/a" },
      "clusterName is not a valid cluster name",
      '"arn:aws:ecs:eu-central-1:123456789012:cluster/a"',
    ],
    ["a cluster without a name", { clusterName: "" }, "clusterName is not a valid cluster name", '""'],
    ["every service", { serviceName: "*" }, "serviceName is not a valid service name", '"*"'],
    [
      "a service with its cluster",
      { serviceName: "cluster/service" },
      "serviceName is not a valid service name",
      '"cluster/service"',
    ],
    ["no task roles", { taskRoles: [] }, "taskRoles is empty", "[]"],
    ["every task role", { taskRoles: ["app", "*"] }, "taskRoles[1] is not a valid role name", '"*"'],
    [
      "a user in place of a role",
      { taskRoles: ["arn:aws:iam::123456789012:user/app"] },
      "taskRoles[0] is not an ARN of the kind that is needed",
      '"arn:aws:iam::123456789012:user/app"',
    ],
    ["a timeout of no minutes", { deploymentTimeout: 0 }, "deploymentTimeout is out of range", "0"],
    ["a timeout of 61 minutes", { deploymentTimeout: 61 }, "deploymentTimeout is out of range", "61"],
    ["a timeout of half a minute", { deploymentTimeout: 0.5 }, "deploymentTimeout is out of range", "0.5"],
  ])("refuses %s", (_, changes, says, got) => {
    expect(findingsOf(withDeploy(changes))).toMatchObject([
      { at: "bare/pipeline/stages/Deploy/Deploy", says, got },
    ]);
  });

  it.each(["clusterName", "serviceName"] as const)("refuses a reference as %s", (property) => {
    const stack = new BareStack();
    withDeploy({ [property]: reference(stack) }, stack);
    expect(findingsOf(stack)).toMatchObject([
      { says: `${property} is a value that only Terraform will know`, got: `"${ref("var.reference")}"` },
    ]);
  });
});
