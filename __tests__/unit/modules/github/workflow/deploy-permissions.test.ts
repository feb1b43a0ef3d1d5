import { Construct } from "constructs";
import { describe, expect, it } from "vitest";
import { ExistingImageRepository } from "../../../../../modules/ecr/existing-image-repository";
import { BaseTaskDefinition } from "../../../../../modules/ecs/base-task-definition";
import { deployPermissions } from "../../../../../modules/github/workflow/deploy-permissions";
import { ExistingSourceBucket } from "../../../../../modules/s3/source-bucket";
import { resolved } from "../../../../../modules/terraform/resolved";
import { BareStack } from "../../../../support/bare-stack";
import { type WorkflowResource, workflowCalls } from "../../../../support/workflow-calls";

const here = "aws_region.current";
const account = "aws_caller_identity.current.account_id";

/** What each kind of resource is in a policy. */
const resources: Readonly<Record<WorkflowResource, RegExp>> = {
  anything: /^\*$/,
  "image repository": /:ecr:.*:repository\/shop$/,
  "base object": /:s3:::definitions\/task-definition\.json$/,
  "base bucket": /:s3:::definitions$/,
  service: /:ecs:.*:service\/cluster\/shop$/,
  "roles of the task": /:role\/shop-(task|execution)$/,
};

function permissions(taskDefinition: object = {}, kmsKeyArn?: string) {
  const stack = new BareStack();
  const bucket = new ExistingSourceBucket(new Construct(stack, "below"), "bucket", {
    bucketName: "definitions",
    ...(kmsKeyArn !== undefined && { kmsKeyArn }),
  });
  const base = new BaseTaskDefinition(stack, "base", {
    bucket,
    objectKey: "task-definition.json",
    taskDefinition: JSON.stringify({
      taskRoleArn: "shop-task",
      executionRoleArn: "shop-execution",
      ...taskDefinition,
    }),
  });
  const imageRepository = new ExistingImageRepository(stack, "repository", { repositoryName: "shop" });
  const service = { clusterName: "cluster", serviceName: "shop" };
  return resolved(stack, deployPermissions(stack, { imageRepository, base, ...service }));
}

const actionsOf = (statements: ReturnType<typeof permissions>): readonly string[] =>
  statements.flatMap(({ actions }) => actions).toSorted();

describe("the permissions of a workflow", () => {
  it("are its calls, each on what it acts on, and no other", () => {
    const calls = workflowCalls.flatMap(({ calls }) => calls);
    const statements = permissions();
    expect(actionsOf(statements)).toEqual(calls.map(({ action }) => action).toSorted());
    for (const { action, on } of calls) {
      const named = statements.find(({ actions }) => actions.includes(action))?.resources ?? [];
      expect(named.length, action).toBeGreaterThan(0);
      for (const resource of named) expect(resource, action).toMatch(resources[on]);
    }
  });

  it("name account and Region where AWS's ARNs have them", () => {
    const [repository] = permissions()[1]?.resources ?? [];
    expect(repository).toContain(here);
    expect(repository).toContain(account);
  });

  it("pass the roles to tasks of ECS, and to nothing else", () => {
    const pass = permissions().find(({ actions }) => actions.includes("iam:PassRole"));
    expect(pass?.conditions).toEqual([
      { test: "StringEquals", variable: "iam:PassedToService", values: ["ecs-tasks.amazonaws.com"] },
    ]);
  });

  it("hold no more than what a task definition without roles needs", () => {
    const without = permissions({ taskRoleArn: undefined, executionRoleArn: undefined });
    expect(actionsOf(without)).not.toContain("iam:PassRole");
  });

  it("reach as far as tags and a key of one's own need", () => {
    const more = actionsOf(
      permissions({ tags: [{ key: "a", value: "b" }] }, "arn:aws:kms:eu-west-1:1:key/k"),
    );
    expect(more.filter((action) => !actionsOf(permissions()).includes(action))).toEqual([
      "ecs:TagResource",
      "kms:Decrypt",
    ]);
  });
});
