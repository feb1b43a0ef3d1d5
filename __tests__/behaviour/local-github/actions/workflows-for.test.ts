import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { matchesFilter } from "../../../../local/github/actions/triggers/filter-pattern";
import { workflowsFor } from "../../../../local/github/actions/triggers/workflows-for";

const job = { "runs-on": "ubuntu-latest", steps: [{ run: "true" }] };
const path = ".github/workflows/deploy.yml";

const started = async (on: unknown, branch: string, changed: readonly string[] = ["app"]) => {
  const files = { [path]: JSON.stringify({ on, jobs: { job } }), app: "" };
  return (await workflowsFor({ branch, files, changed })).length === 1;
};

describe("the workflows that a push starts", () => {
  it.each([
    ["every push", "push", "main", true],
    ["one of several events", ["workflow_dispatch", "push"], "main", true],
    ["another event", "workflow_dispatch", "main", false],
    ["a push of any branch", { push: null }, "feature/a", true],
    ["its branch", { push: { branches: ["main"] } }, "main", true],
    ["another branch", { push: { branches: ["main"] } }, "main2", false],
    ["a branch by one star", { push: { branches: ["release/*"] } }, "release/1", true],
    ["a branch deeper than one star", { push: { branches: ["release/*"] } }, "release/1/2", false],
    ["a branch by two stars", { push: { branches: ["release/**"] } }, "release/1/2", true],
    ["a branch that is taken out again", { push: { branches: ["**", "!wip/**"] } }, "wip/a", false],
    ["an ignored branch", { push: { "branches-ignore": ["wip/**"] } }, "wip/a", false],
    ["a branch that is not ignored", { push: { "branches-ignore": ["wip/**"] } }, "main", true],
    ["tags alone", { push: { tags: ["v*"] } }, "main", false],
    ["its path", { push: { paths: ["src/**"] } }, "main", false],
    ["ignored paths alone", { push: { "paths-ignore": ["*"] } }, "main", false],
    ["paths besides the ignored", { push: { "paths-ignore": ["docs/**"] } }, "main", true],
  ])("%s", async (_name, on, branch, is) => {
    expect(await started(on, branch)).toBe(is);
  });

  it("are those of the folder for workflows, by path", async () => {
    const text = JSON.stringify({ on: "push", jobs: { job } });
    const files = { ".github/workflows/b.yaml": text, [path]: text, "other.yml": text, app: "" };
    expect(await workflowsFor({ branch: "main", files })).toEqual([".github/workflows/b.yaml", path]);
  });

  it("are found by Node.js outside of a test runner too", () => {
    const script = `require("./local/github/actions/triggers/workflows-for.ts")
      .workflowsFor({ branch: "main", files: ${JSON.stringify({ [path]: JSON.stringify({ on: "push", jobs: { job } }) })} })
      .then((paths) => console.log(paths.join()))`;
    const output = execFileSync(process.execPath, ["-r", "./tools/typescript.cjs", "-e", script]);
    expect(output.toString().trim()).toBe(path);
  });

  it.each([
    ["v[12].[0-9]+", "v1.10", true],
    ["v[12].[0-9]+", "v3.1", false],
    ["*.jsx?", "page.js", true],
    ["**/README.md", "README.md", true],
    ["**.js", "src/a.js", true],
    ["a.b", "axb", false],
  ])("are filtered by the pattern %s: %s", (pattern, name, is) => {
    expect(matchesFilter(name, pattern)).toBe(is);
  });
});
