import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { pipelines } from "../../../settings/pipelines";
import { project } from "../../../settings/project";
import { problems } from "../../support/problems";

const text = ["pipelines.ts", "project.ts"]
  .map((file) => readFileSync(join(__dirname, "../../../settings", file), "utf8"))
  .join("\n");

describe("the shipped settings", () => {
  it("have nothing wrong", () => {
    expect(problems(pipelines, project)).toEqual([]);
  });

  it("hold one entry of each system, in a stack of the system's name", () => {
    expect(pipelines.map(({ system, stack }) => [system, stack])).toEqual([
      ["github-to-ecs", "github-to-ecs"],
      ["ecr-push-to-ecs", "ecr-push-to-ecs"],
    ]);
  });

  it("stand in Tokyo", () => {
    expect(project.region).toBe("ap-northeast-1");
  });

  it("have the book's source, read with a token from SSM and started by a webhook", () => {
    expect(pipelines[0]).toMatchObject({
      source: { type: "github-v1", token: { ssmParameter: expect.any(String) } },
    });
    expect(pipelines[0]).not.toMatchObject({ source: { trigger: "none" } });
  });

  it("name nobody: every name says that it is an example", () => {
    const names = [...text.matchAll(/(?:owner|repository|name|bucket|\w+Name): "([^"]+)"/g)].map(
      ([, name]) => name,
    );
    expect(names.length).toBeGreaterThan(8);
    expect(names.filter((name) => !name?.startsWith("example"))).toEqual([]);
  });

  it("hold no account, no ARN and no URL", () => {
    expect(text).not.toMatch(/\d{12}|arn:|https?:/);
  });
});
