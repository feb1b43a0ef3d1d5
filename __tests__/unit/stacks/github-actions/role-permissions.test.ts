import { describe, expect, it } from "vitest";
import type { MadeServiceSettings } from "../../../../settings/schema/made-service";
import {
  account,
  type Changes,
  keyArn,
  made,
  madeService,
  partition,
  templateOf,
  withFile,
} from "../../../support/github-actions-stack";
import { arn, bucketArn, ref } from "../../../support/ref";
import { releasedFile, releasedWith } from "../../../support/task-definitions/released";
import { workflowCalls } from "../../../support/workflow-calls";

describe("what a workflow may do", () => {
  const roleArn = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
  const statementsOf = (changes: Changes = {}) => templateOf(changes).statements("github_actions");
  const passed = (...resources: readonly string[]) => ({
    effect: "Allow",
    actions: ["iam:PassRole"],
    resources,
    condition: [
      { test: "StringEquals", variable: "iam:PassedToService", values: ["ecs-tasks.amazonaws.com"] },
    ],
  });

  it("is each call that it makes, on what it makes it on, and no other", () => {
    const places = {
      anything: ["*"],
      "image repository": [arn("ecr", "repository/app")],
      "base object": [`${bucketArn("app-base")}/task-definition.json`],
      "base bucket": [bucketArn("app-base")],
      service: [arn("ecs", "service/cluster/service")],
      "roles of the task": [roleArn("app-execution"), roleArn("app-task")],
    } as const;
    const made = workflowCalls
      .flatMap(({ calls }) => calls)
      .flatMap(({ action, on }) => places[on].map((resource) => `${action} on ${resource}`));
    const allowed = statementsOf().flatMap(({ actions, resources }) =>
      (actions as string[]).flatMap((action) =>
        (resources as string[]).map((resource) => `${action} on ${resource}`),
      ),
    );
    expect(allowed.toSorted()).toEqual([...new Set(made)].toSorted());
  });

  it("is allowed by statements without conditions, but for the roles that it passes", () => {
    const conditional = statementsOf().filter(({ condition }) => condition !== undefined);
    expect(conditional).toEqual([passed(roleArn("app-execution"), roleArn("app-task"))]);
  });

  it("is to pass no role, where the task definition names none", () => {
    const text = releasedWith({ taskRoleArn: undefined, executionRoleArn: undefined });
    expect(JSON.stringify(statementsOf(withFile(text)))).not.toContain("iam:PassRole");
  });

  it("is to pass a role once that is both", () => {
    const both = roleArn("app");
    const text = releasedWith({ taskRoleArn: both, executionRoleArn: both });
    expect(statementsOf(withFile(text))).toContainEqual(passed(both));
  });

  const byName = (...names: readonly string[]) =>
    passed(...names.map((name) => `arn:${partition}:iam::${account}:role/${name}`));
  const madeWith = (create: Partial<MadeServiceSettings>): Changes => ({
    ...made,
    service: { ...madeService, create: { ...madeService.create, ...create } },
  });
  const taskStatement = { actions: ["s3:GetObject"], resources: ["arn:aws:s3:::shop/*"] };

  it.each<[string, Partial<MadeServiceSettings>, readonly string[]]>([
    [
      "are made",
      { taskRole: { additionalStatements: [taskStatement] } },
      ["service-execution", "service-task"],
    ],
    ["are one, for its execution", {}, ["service-execution"]],
    ["exist", { existingTaskRole: "one", existingExecutionRole: "two" }, ["one", "two"]],
  ])("is to pass the roles of a service that is made, which %s", (_, create, names) => {
    expect(statementsOf(madeWith(create))).toContainEqual(byName(...names));
  });

  it("is to tag what it registers, where the task definition has tags", () => {
    const tagging = {
      effect: "Allow",
      actions: ["ecs:TagResource"],
      resources: [arn("ecs", "task-definition/*")],
      condition: [{ test: "StringEquals", variable: "ecs:CreateAction", values: ["RegisterTaskDefinition"] }],
    };
    expect(statementsOf(withFile(releasedWith({ tags: [{ key: "Team", value: "shop" }] })))).toContainEqual(
      tagging,
    );
    expect(statementsOf(withFile(releasedWith({ tags: [] })))).not.toContainEqual(tagging);
  });

  it.each<[string, Changes, string]>([
    [
      "of a bucket to make",
      { taskDefinition: { bucket: "app-base", taskDefinitionFile: releasedFile, kmsKeyArn: keyArn } },
      keyArn,
    ],
    [
      "of a bucket that exists",
      { taskDefinition: { existingBucket: "shared", taskDefinitionFile: releasedFile, kmsKeyArn: keyArn } },
      keyArn,
    ],
    ["of the entry", { kmsKey: keyArn }, keyArn],
    ["that the entry makes", { kmsKey: "create" }, ref("aws_kms_key.main.arn")],
  ])("is to decrypt the base, with the key %s", (_, changes, key) => {
    expect(statementsOf(changes)).toContainEqual({
      effect: "Allow",
      actions: ["kms:Decrypt"],
      resources: [key],
    });
  });
});
