import { Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import { EcsDeploy, type EcsDeployProps } from "../../../../../modules/pipeline/deploys/ecs-deploy";
import type { PipelineProps } from "../../../../../modules/pipeline/pipeline";
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

function withDeploy(
  changes: Partial<EcsDeployProps> = {},
  stack = new BareStack(),
  pipeline: Partial<PipelineProps> = {},
): BareStack {
  const source = new PlainSource();
  const deploy = new EcsDeploy({
    actionName: "Deploy",
    clusterName: "cluster",
    serviceName: "service",
    input: source.output,
    ...changes,
  });
  emptyPipeline(stack, pipeline).stage("Source", source).stage("Deploy", deploy);
  return stack;
}

const actionOf = (stack: BareStack): Block => new Template(stack).action("Deploy");

const statementOf = (stack: BareStack, action: string): Block | undefined =>
  new Template(stack)
    .statements("codepipeline")
    .find(({ actions }) => (actions as readonly string[]).includes(action));

const readFromEcs = (stack: BareStack): readonly string[] =>
  new Template(stack).addresses.filter((address) => address.startsWith("data.aws_ecs_"));

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

  it("reads the roles of the service, and passes them to ECS and its tasks only, by default", () => {
    const template = new Template(withDeploy());
    expect(template.at("data.aws_ecs_service.pipeline")).toEqual({
      cluster_arn: "cluster",
      service_name: "service",
    });
    expect(template.at("data.aws_ecs_task_definition.pipeline")).toEqual({
      task_definition: ref("data.aws_ecs_service.pipeline.task_definition"),
    });
    const [execution, task] = ["execution", "task"].map(
      (kind) => `data.aws_ecs_task_definition.pipeline.${kind}_role_arn`,
    );
    expect(statementOf(withDeploy(), "iam:PassRole")).toEqual({
      effect: "Allow",
      actions: ["iam:PassRole"],
      resources: [ref(`coalesce(${execution}, ${task})`), ref(`coalesce(${task}, ${execution})`)],
      condition: [
        {
          test: "StringEquals",
          variable: "iam:PassedToService",
          values: ["ecs-tasks.amazonaws.com", "ecs.amazonaws.com"],
        },
      ],
    });
  });

  it("reads the same where the settings ask for it in words", () => {
    const asked = withDeploy({ taskRoles: "of the service" });
    expect(Testing.synth(asked)).toBe(Testing.synth(withDeploy()));
    expect(findingsOf(asked)).toEqual([]);
  });

  it("passes roles that are named and no other, by name, by ARN and by reference, and reads nothing", () => {
    const stack = new BareStack();
    const arn = "arn:aws:iam::123456789012:role/team/task";
    withDeploy({ taskRoles: ["execution", arn, reference(stack)] }, stack);
    expect(statementOf(stack, "iam:PassRole")?.resources).toEqual(
      [ref("var.reference"), role("execution"), arn].sort(),
    );
    expect(readFromEcs(stack)).toEqual([]);
    expect(findingsOf(stack)).toEqual([]);
  });

  it("passes no role for a task definition without roles, and reads nothing", () => {
    const stack = withDeploy({ taskRoles: [] });
    expect(statementOf(stack, "iam:PassRole")).toBeUndefined();
    expect(readFromEcs(stack)).toEqual([]);
    expect(findingsOf(stack)).toEqual([]);
  });

  it("reads nothing for a pipeline whose role has exact statements", () => {
    const stack = new BareStack();
    const statements = [{ actions: ["s3:GetObject"], resources: ["*"] }];
    withDeploy({}, stack, { role: { statements } });
    expect(readFromEcs(stack)).toEqual([]);
  });

  it("keeps what it reads apart from what other deploys of the pipeline read", () => {
    const stack = new BareStack();
    const source = new PlainSource();
    const deploy = (actionName: string) =>
      new EcsDeploy({ actionName, clusterName: "cluster", serviceName: "service", input: source.output });
    emptyPipeline(stack, { logicalId: "main" })
      .stage("Source", source)
      .stage("1.Staging", deploy("Deploy"))
      .stage("Release", deploy("Web"), deploy("Worker"))
      .stage("Deploy", deploy("Deploy"));
    const names = ["main", "main_1_staging", "main_release_web", "main_release_worker"];
    expect(readFromEcs(stack)).toEqual([
      ...names.map((name) => `data.aws_ecs_service.${name}`),
      ...names.map((name) => `data.aws_ecs_task_definition.${name}`),
    ]);
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
