import { describe, expect, it } from "vitest";
import { findingsOf } from "../../../support/findings";
import { made, stackOf, templateOf } from "../../../support/github-actions-stack";
import { Template } from "../../../support/template";

describe("a service that the workflow's entry makes", () => {
  it("stands in the stack with cluster, roles and logs", () => {
    const stack = stackOf(made);
    expect(findingsOf(stack)).toEqual([]);
    expect(new Template(stack).addresses).toEqual(
      expect.arrayContaining([
        "aws_ecs_cluster.main",
        "aws_ecs_service.main",
        "aws_ecs_task_definition.main",
      ]),
    );
  });

  it("is neither made nor looked up where it exists", () => {
    expect(templateOf().addresses.filter((address) => /aws_ecs|aws_lb/.test(address))).toEqual([]);
  });
});
