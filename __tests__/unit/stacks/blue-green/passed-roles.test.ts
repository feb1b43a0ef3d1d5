import { describe, expect, it } from "vitest";
import {
  bucket,
  type Changes,
  create,
  made,
  ofExample,
  passed,
  variablesOf,
} from "../../../support/blue-green-stack";
import { shiftedService } from "../../../support/minimal-entries";
import { ref } from "../../../support/ref";
import { executionRoleArn, withRole } from "../../../support/task-definitions/with-role";
import { writtenFile } from "../../../support/written-file";

describe("the roles that a blue/green release passes on", () => {
  const taskRole = "arn:aws:iam::123456789012:role/app-task";
  const file = (changes: object) => ({
    definitions: { bucket, taskDefinitionFile: writtenFile(withRole(changes)) },
  });
  const resources = (changes: Changes, document = "codepipeline") =>
    passed(made({ migration: { command: ["a"] }, ...changes }), document).flatMap(
      (statement) => statement.resources,
    );
  const role = (name: string) =>
    `arn:${ref("data.aws_partition.current.partition")}:iam::${ref("data.aws_caller_identity.current.account_id")}:role/${name}`;

  it.each(["codepipeline", "codedeploy", "migrate"])("are those of the task definition: %s", (document) => {
    expect(resources(file({ taskRoleArn: taskRole }), document)).toEqual([executionRoleArn, taskRole]);
  });

  it("are one where the task definition names one for both", () => {
    expect(resources(file({ taskRoleArn: executionRoleArn }))).toEqual([executionRoleArn]);
  });

  it("are those of the settings, whatever the task definition says", () => {
    const service = { ...shiftedService, taskRoles: ["execution", taskRole] };
    expect(resources({ ...file({}), service })).toEqual([role("execution"), taskRole].sort());
  });

  it("are none on request, and then no statement says so", () => {
    const service = { ...shiftedService, taskRoles: [] };
    for (const document of ["codepipeline", "codedeploy", "migrate"])
      expect(resources({ service }, document)).toEqual([]);
  });

  it.each<[string, Changes]>([
    ["where the team uploads the task definition", {}],
    ["on request", { ...file({}), service: { ...shiftedService, taskRoles: "of the service" } }],
  ])("are those of the service's own task definition %s", (_, changes) => {
    const template = made(changes);
    expect(template.at("data.aws_ecs_service.main")).toEqual({
      cluster_arn: "cluster",
      service_name: "service",
    });
    const definition = "data.aws_ecs_task_definition.main";
    expect(passed(template, "codepipeline")).toMatchObject([
      {
        resources: [
          ref(`coalesce(${definition}.execution_role_arn, ${definition}.task_role_arn)`),
          ref(`coalesce(${definition}.task_role_arn, ${definition}.execution_role_arn)`),
        ],
      },
    ]);
  });

  it("are those that are made with the service, which the build writes into the task definition", () => {
    const changes: Changes = {
      ...ofExample,
      service: { ...shiftedService, create: { ...create, existingTaskRole: "task" } },
    };
    const names = [role("service-execution"), role("task")];
    for (const document of ["codepipeline", "codedeploy", "migrate"])
      expect(resources(changes, document)).toEqual(names);
    expect(variablesOf(made(changes))).toMatchObject({
      EXECUTION_ROLE_ARN: names[0],
      TASK_ROLE_ARN: names[1],
    });
  });
});
