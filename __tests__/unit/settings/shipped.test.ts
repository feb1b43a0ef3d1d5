import { describe, expect, it } from "vitest";
import { problems } from "../../support/problems";
import { shippedProject, shippedStacks } from "../../support/shipped";

const text = JSON.stringify([shippedProject, shippedStacks]);

describe("the shipped example", () => {
  it("has nothing wrong", () => {
    expect(problems(shippedStacks, shippedProject)).toEqual([]);
  });

  it("holds one entry of each system, in a stack of the system's name", () => {
    expect(shippedStacks.map(({ system, stack }) => [system, stack])).toEqual([
      ["github-to-ecs", "github-to-ecs"],
      ["ecr-push-to-ecs", "ecr-push-to-ecs"],
      ["ecr-push-blue-green", "ecr-push-blue-green"],
      ["commit-status", "commit-status"],
      ["github-actions-to-ecs", "github-actions-to-ecs"],
      ["cloudfront-continuous-deployment", "cloudfront-continuous-deployment"],
    ]);
  });

  it("names nobody: every name says that it is an example", () => {
    const names = [...text.matchAll(/"(?:owner|repository|name|bucket|\w+Name)":"([^"]+)"/g)].map(
      ([, name]) => name,
    );
    expect(names.length).toBeGreaterThan(8);
    const containers = ["app", "proxy"];
    expect(names.filter((name = "") => !name.startsWith("example") && !containers.includes(name))).toEqual(
      [],
    );
  });

  it("holds no account, no ARN and no URL", () => {
    expect(text).not.toMatch(/\d{12}|arn:|https?:/);
  });
});
