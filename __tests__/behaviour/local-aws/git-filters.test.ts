import { describe, expect, it } from "vitest";
import { type GitChange, gitChange } from "../../../local/aws/codepipeline/git-change";
import { passesFilters } from "../../../local/aws/codepipeline/git-filters";
import { matchesGlob } from "../../../local/aws/codepipeline/glob";

describe("a glob pattern", () => {
  it.for([
    ["main", "main", true],
    ["main", "mainly", false],
    ["release/*", "release/1", true],
    ["release/*", "release/1/hotfix", false],
    ["release/**", "release/1/hotfix", true],
    ["v?.0", "v1.0", true],
    ["v?.0", "v10.0", false],
    ["*.{java,class}", "a.class", true],
    ["*.{java,class}", "a.ts", false],
    ["[a-c]*", "b1", true],
    ["[!a-c]*", "b1", false],
    ["a.b", "axb", false],
    ["a\\*", "a*", true],
    ["a\\*", "ab", false],
    ["a,b", "a,b", true],
  ] as const)("%s is asked for %s: %s", ([pattern, text, expected]) => {
    expect(matchesGlob(text, pattern)).toBe(expected);
  });
});

describe("the filters of a trigger", () => {
  const commit = "0".repeat(40);
  const push = (branch: string, ...files: string[]) => ({ branch, commit, files });
  const into = (branch: string, pullRequest: "OPEN" | "CLOSED" = "OPEN") => ({
    pullRequest,
    from: "feature",
    into: branch,
    commit,
  });
  const passes = (filters: Parameters<typeof passesFilters>[0], change: GitChange) =>
    passesFilters(filters, gitChange.parse(change));

  it("take a push whose branch is included and not excluded", () => {
    const filters = { push: [{ branches: { includes: ["release/**"], excludes: ["release/old"] } }] };
    expect(passes(filters, push("release/1"))).toBe(true);
    expect(passes(filters, push("release/old"))).toBe(false);
    expect(passes(filters, push("main"))).toBe(false);
  });

  it("ask for branch and changed file together, and are content with one file of many", () => {
    const filters = { push: [{ branches: { includes: ["main"] }, filePaths: { excludes: ["**/*.md"] } }] };
    expect(passes(filters, push("main", "docs/a.md", "src/a.ts"))).toBe(true);
    expect(passes(filters, push("main", "docs/a.md"))).toBe(false);
    expect(passes(filters, push("other", "src/a.ts"))).toBe(false);
  });

  it("take a push when one of several does", () => {
    const filters = { push: [{ branches: { includes: ["main"] } }, { branches: { includes: ["next"] } }] };
    expect(passes(filters, push("next"))).toBe(true);
  });

  it("take a tag by a filter of tags only, and by such a filter nothing else", () => {
    expect(passes({ push: [{ tags: { includes: ["v*"] } }] }, { tag: "v1", commit })).toBe(true);
    expect(passes({ push: [{ tags: { includes: ["v*"] } }] }, push("v1"))).toBe(false);
    expect(passes({ push: [{ branches: { includes: ["**"] } }] }, { tag: "v1", commit })).toBe(false);
  });

  it("take a pull request by its target branch and its event", () => {
    const filters = { pullRequest: [{ events: ["OPEN"], branches: { includes: ["main"] } }] };
    expect(passes(filters, into("main"))).toBe(true);
    expect(passes(filters, into("main", "CLOSED"))).toBe(false);
    expect(passes(filters, into("feature"))).toBe(false);
    expect(passes(filters, push("main"))).toBe(false);
  });

  it("take every event of a pull request where none is named", () => {
    expect(passes({ pullRequest: [{ branches: { includes: ["main"] } }] }, into("main", "CLOSED"))).toBe(
      true,
    );
  });
});
