import { expect, it } from "vitest";
import { applicationOf } from "../../../tools/try/github-actions/application";

it("stands where the workflow builds it, and has a file that the workflow waits for", () => {
  const workflow = {
    dockerfile: "./docker/api.Dockerfile",
    context: "./api",
    pathFilters: ["!docs/**", "src/**/*.ts"],
  };
  expect(Object.keys(applicationOf(workflow, 1)).sort()).toEqual([
    "api/README.md",
    "docker/api.Dockerfile",
    "src/any/any.ts",
  ]);
  expect(Object.keys(applicationOf({}, 1)).sort()).toEqual(["Dockerfile", "README.md"]);
});

it("is another one each time, whichever of its files is waited for", () => {
  for (const [path, text] of Object.entries(applicationOf({ pathFilters: ["app/**"] }, 2))) {
    expect(text, path).not.toBe(applicationOf({ pathFilters: ["app/**"] }, 1)[path]);
  }
});

it("stays a Dockerfile where that is what the workflow waits for", () => {
  expect(applicationOf({ pathFilters: ["Dockerfile"] }, 1).Dockerfile).toMatch(/^FROM scratch\n/);
});
