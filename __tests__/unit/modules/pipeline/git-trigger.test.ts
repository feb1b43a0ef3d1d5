import { describe, expect, it } from "vitest";
import { type GitFilters, gitFilterFindings, triggerBlock } from "../../../../modules/pipeline/git-trigger";

const problemsOf = (filters: GitFilters) =>
  gitFilterFindings(filters).map(({ property, problem }) => `${property} ${problem}`);
const patterns = (count: number) => Array.from({ length: count }, (_, index) => `p${index}`);
const main = { branches: { includes: ["main"] } };

describe("git filters that AWS takes", () => {
  it.each<[string, GitFilters]>([
    ["a branch", { push: [main] }],
    [
      "a branch pattern",
      { push: [{ branches: { includes: ["release/**", "feature-*"], excludes: ["*-wip"] } }] },
    ],
    ["branches with files", { push: [{ ...main, filePaths: { excludes: ["docs/**"] } }] }],
    ["tags", { push: [{ tags: { includes: ["v*"], excludes: ["v0.*"] } }] }],
    ["pull requests", { pullRequest: [{ events: ["OPEN"], ...main }] }],
    ["three of each", { push: [main, main, main], pullRequest: [main, main, main] }],
    [
      "eight patterns of each kind",
      { push: [{ branches: { includes: patterns(8), excludes: patterns(8) } }] },
    ],
  ])("are %s", (_, filters) => {
    expect(problemsOf(filters)).toEqual([]);
  });
});

describe("git filters that AWS refuses", () => {
  it.each<[string, GitFilters, RegExp]>([
    ["nothing at all", {}, /^triggers is empty/],
    ["two empty lists", { push: [], pullRequest: [] }, /^triggers is empty/],
    ["an empty list of tags", { push: [{ tags: { includes: [] } }] }, /^triggers\.push\[0\]\.tags is empty/],
    ["a filter without lists", { push: [{ branches: {} }] }, /^triggers\.push\[0\]\.branches is empty/],
    [
      "an empty list of files",
      { pullRequest: [{ filePaths: { excludes: [] } }] },
      /^triggers\.pullRequest\[0\]\.filePaths is empty/,
    ],
    [
      "an empty list of events",
      { pullRequest: [{ events: [], ...main }] },
      /^triggers\.pullRequest\[0\]\.events is empty/,
    ],
    [
      "tags beside branches",
      { push: [{ tags: { includes: ["v*"] }, ...main }] },
      /^triggers\.push\[0\] filters tags beside branches/,
    ],
    [
      "tags beside files",
      { push: [{ tags: { includes: ["v*"] }, filePaths: { includes: ["a"] } }] },
      /^triggers\.push\[0\] filters tags beside branches or files/,
    ],
    ["a fourth push", { push: [main, main, main, main] }, /^triggers\.push has too many entries/],
    [
      "a fourth pull request",
      { pullRequest: [main, main, main, main] },
      /^triggers\.pullRequest has too many entries/,
    ],
    [
      "a ninth pattern to include",
      { push: [{ tags: { includes: patterns(9) } }] },
      /^triggers\.push\[0\]\.tags\.includes has too many/,
    ],
    [
      "a ninth pattern to exclude",
      { pullRequest: [{ branches: { excludes: patterns(9) } }] },
      /^triggers\.pullRequest\[0\]\.branches\.excludes has too many/,
    ],
    [
      "an empty pattern",
      { push: [{ filePaths: { includes: [""] } }] },
      /^triggers\.push\[0\]\.filePaths\.includes\[0\] is not a valid pattern/,
    ],
    [
      "a pattern of 256 characters",
      { push: [{ tags: { includes: ["v", "t".repeat(256)] } }] },
      /^triggers\.push\[0\]\.tags\.includes\[1\] is not a valid pattern/,
    ],
    [
      "a branch as a full ref",
      { push: [{ branches: { includes: ["refs/heads/main"] } }] },
      /^triggers\.push\[0\]\.branches\.includes\[0\] is a full ref/,
    ],
    [
      "a tag as a full ref",
      { push: [{ tags: { excludes: ["refs/tags/v*"] } }] },
      /^triggers\.push\[0\]\.tags\.excludes\[0\] is a full ref/,
    ],
    [
      "a pull request's branch as a full ref",
      { pullRequest: [{ branches: { includes: ["main", "refs/heads/*"] } }] },
      /^triggers\.pullRequest\[0\]\.branches\.includes\[1\] is a full ref/,
    ],
  ])("are %s", (_, filters, problem) => {
    expect(problemsOf(filters)).toEqual([expect.stringMatching(problem)]);
  });

  it.each([{ push: [{}] }, { pullRequest: [{}] }])("are filters that filter nothing: %o", (filters) => {
    expect(problemsOf(filters)).toEqual([expect.stringMatching(/^triggers\.\w+\[0\] filters nothing/)]);
  });

  it("name every place", () => {
    expect(problemsOf({ push: [main, { tags: {} }], pullRequest: [{ branches: {} }] })).toEqual([
      expect.stringMatching(/^triggers\.push\[1\]\.tags /),
      expect.stringMatching(/^triggers\.pullRequest\[0\]\.branches /),
    ]);
  });
});

describe("the trigger block", () => {
  it("holds what was given and nothing that was left out", () => {
    expect(triggerBlock({ sourceActionName: "Source", push: [{ tags: { includes: ["v*"] } }] })).toEqual({
      providerType: "CodeStarSourceConnection",
      gitConfiguration: {
        sourceActionName: "Source",
        push: [{ tags: { includes: ["v*"] } }],
        pullRequest: [],
      },
    });
  });
});
