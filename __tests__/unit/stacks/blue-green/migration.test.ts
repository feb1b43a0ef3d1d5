import { describe, expect, it } from "vitest";
import type { EcrPushBlueGreenSettings } from "../../../../settings/schema/ecr-push-blue-green";
import type { MigrationSettings } from "../../../../settings/schema/migration";
import { findingsOf } from "../../../support/findings";
import { ecrPushBlueGreen } from "../../../support/minimal-entries";
import { stackOf } from "../../../support/minimal-stacks";
import { arn } from "../../../support/ref";
import { Template } from "../../../support/template";

const command = ["bundle", "exec", "migrate"];
const vpc = {
  vpcId: "vpc-0123456789abcdef0",
  subnets: ["subnet-0123456789abcdef0"],
  securityGroupIds: ["sg-0123456789abcdef0"],
};

function made(changes: Partial<EcrPushBlueGreenSettings>): Template {
  const stack = stackOf(ecrPushBlueGreen(changes));
  expect(findingsOf(stack)).toEqual([]);
  return new Template(stack);
}

const withMigration = (changes: Partial<MigrationSettings> = {}) =>
  made({ migration: { command, ...changes } });

interface Variable {
  readonly name: string;
  readonly value: unknown;
}

function variablesOf(template: Template, project = "migrate"): Readonly<Record<string, unknown>> {
  const { environment } = template.at(`aws_codebuild_project.${project}`) as {
    readonly environment: { readonly environment_variable?: readonly Variable[] };
  };
  return Object.fromEntries((environment.environment_variable ?? []).map(({ name, value }) => [name, value]));
}

const specificationOf = (template: Template) =>
  (template.at("aws_codebuild_project.migrate") as { readonly source: { readonly buildspec: string } }).source
    .buildspec;

const actionsOf = (template: Template) =>
  template
    .statements("migrate")
    .flatMap(({ actions }) => actions as readonly string[])
    .filter((action) => !/^(logs|s3):/.test(action))
    .sort();

const statementOf = (template: Template, action: string) =>
  template.statements("migrate").find(({ actions }) => (actions as readonly string[]).includes(action));

describe("a migration as a task", () => {
  it("runs beside the service, by the names and the limit of the settings", () => {
    const template = withMigration({ timeoutInMinutes: 45 });
    expect(specificationOf(template)).toContain("aws ecs run-task");
    expect(variablesOf(template)).toEqual({
      CLUSTER: "cluster",
      SERVICE: "service",
      CONTAINER_NAME: "app",
      TIMEOUT_IN_MINUTES: "45",
    });
    expect(template.at("aws_codebuild_project.migrate")).toMatchObject({
      name: "app-migrate",
      build_timeout: 55,
      environment: { privileged_mode: false },
    });
  });

  it("is stopped after half an hour unless settings say otherwise, before its build ends", () => {
    const template = withMigration();
    expect(variablesOf(template).TIMEOUT_IN_MINUTES).toBe("30");
    expect(template.at("aws_codebuild_project.migrate").build_timeout).toBe(40);
  });

  it("is a task definition of its own, which the build of the release's files makes", () => {
    expect(variablesOf(withMigration(), "main")).toMatchObject({
      MIGRATION_FAMILY: "app-migrate",
      MIGRATION_CONTAINER: "app",
      MIGRATION_COMMAND: command,
    });
  });

  it("runs in the container that the settings name", () => {
    const template = withMigration({ migrationContainer: "tools" });
    expect(variablesOf(template).CONTAINER_NAME).toBe("tools");
    expect(variablesOf(template, "main").MIGRATION_CONTAINER).toBe("tools");
  });

  it("may run its own task definition in the service's cluster, look at it and stop it, and nothing else", () => {
    const template = withMigration();
    expect(actionsOf(template)).toEqual([
      "ecs:DescribeServices",
      "ecs:DescribeTasks",
      "ecs:RegisterTaskDefinition",
      "ecs:RunTask",
      "ecs:StopTask",
      "ecs:TagResource",
      "iam:PassRole",
    ]);
    expect(statementOf(template, "ecs:RunTask")).toMatchObject({
      resources: [arn("ecs", "task-definition/app-migrate:*")],
      condition: [{ test: "ArnEquals", variable: "ecs:cluster", values: [arn("ecs", "cluster/cluster")] }],
    });
    expect(statementOf(template, "ecs:StopTask")?.resources).toEqual([arn("ecs", "task/cluster/*")]);
    expect(statementOf(template, "ecs:DescribeServices")?.resources).toEqual([
      arn("ecs", "service/cluster/service"),
    ]);
    expect(statementOf(template, "iam:PassRole")).toMatchObject({
      condition: [
        { test: "StringEquals", variable: "iam:PassedToService", values: ["ecs-tasks.amazonaws.com"] },
      ],
    });
    expect(statementOf(template, "ecs:TagResource")).toMatchObject({
      resources: [arn("ecs", "task-definition/app-migrate:*")],
      condition: [{ variable: "ecs:CreateAction", values: ["RegisterTaskDefinition"] }],
    });
  });

  it("is named after its stage, and another entry's is another", () => {
    const template = made({
      name: "shop",
      stages: [
        { type: "migrate", stageName: "DataMigration", command },
        { type: "blue-green", stageName: "Deploy" },
      ],
    });
    expect(template.at("aws_codebuild_project.data_migration").name).toBe("shop-data-migration");
    expect(variablesOf(template, "main").MIGRATION_FAMILY).toBe("shop-data-migration");
  });
});

describe("a migration in its build", () => {
  const environmentVariables = {
    DATABASE_URL: { parameterStore: "/app/database" },
    RAILS_ENV: "production",
  } as const;
  const template = () => withMigration({ runIn: "build", vpc, environmentVariables, timeoutInMinutes: 20 });

  it("runs Docker in the network of the settings, with a limit and with the variables that they name", () => {
    const made = template();
    expect(specificationOf(made)).toContain("docker run");
    expect(made.at("aws_codebuild_project.migrate")).toMatchObject({
      build_timeout: 30,
      environment: { privileged_mode: true },
      vpc_config: { vpc_id: vpc.vpcId },
    });
    expect(variablesOf(made)).toEqual({
      DATABASE_URL: "/app/database",
      RAILS_ENV: "production",
      CONTAINER_NAME: "app",
      CONTAINER_VARIABLES: "DATABASE_URL RAILS_ENV",
      TIMEOUT_IN_MINUTES: "20",
    });
  });

  it("has every variable that its specification reads", () => {
    for (const made of [withMigration(), template()]) {
      const head = /# Variables of the project: (.*)/.exec(specificationOf(made))?.[1] ?? "";
      const read = head.split(";")[0]?.match(/[A-Z_]{4,}/g) ?? [];
      expect(read.length).toBeGreaterThan(2);
      expect(Object.keys(variablesOf(made))).toEqual(expect.arrayContaining(read));
    }
  });

  it("may pull the images, and touches nothing of ECS", () => {
    const made = template();
    expect(actionsOf(made).filter((action) => /^(ecs|iam):/.test(action))).toEqual([]);
    expect(statementOf(made, "ecr:BatchGetImage")?.resources).toEqual([arn("ecr", "repository/app-app")]);
  });

  it("gives its container no variable where settings name none", () => {
    expect(variablesOf(withMigration({ runIn: "build", vpc })).CONTAINER_VARIABLES).toBe("");
  });
});
