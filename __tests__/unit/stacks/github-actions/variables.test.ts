import { describe, expect, it } from "vitest";
import {
  accessKey,
  account,
  type Changes,
  partition,
  stackOf,
  templateOf,
} from "../../../support/github-actions-stack";

describe("the repository's variables", () => {
  const valuesOf = (changes: Changes = {}) =>
    Object.fromEntries(
      templateOf(changes)
        .find("github_actions_variable")
        .map(({ variable_name, value }) => [variable_name, value]),
    );

  it("are all that the workflow reads, and no other", () => {
    const stack = stackOf();
    const read = [...stack.workflow.text.matchAll(/\$\{\{ (?:vars|secrets)\.(\w+) \}\}/g)].map(
      ([, name = ""]) => name,
    );
    expect(Object.keys(valuesOf()).toSorted()).toEqual([...new Set(read)].toSorted());
  });

  it("hold what the workflow works on", () => {
    expect(valuesOf()).toEqual({
      APP_AWS_REGION: "eu-central-1",
      APP_AWS_ROLE_ARN: `arn:${partition}:iam::${account}:role/app-github-actions`,
      APP_ECR_REPOSITORY: "app",
      APP_ECS_CLUSTER: "cluster",
      APP_ECS_CONTAINER: "app",
      APP_ECS_SERVICE: "service",
      APP_TASK_DEFINITION_BUCKET: "app-base",
      APP_TASK_DEFINITION_KEY: "task-definition.json",
    });
  });

  it("have no role where the workflow has an access key", () => {
    expect(Object.keys(valuesOf(accessKey))).not.toContain("APP_AWS_ROLE_ARN");
  });

  it("start with the entry's name, or with what it says, and keep their addresses", () => {
    expect(Object.keys(valuesOf({ name: "my-shop" }))).toContain("MY_SHOP_ECS_CLUSTER");
    const template = templateOf({ workflow: { variablePrefix: "SHOP" } });
    expect(template.at("github_actions_variable.main_cluster").variable_name).toBe("SHOP_ECS_CLUSTER");
  });
});
