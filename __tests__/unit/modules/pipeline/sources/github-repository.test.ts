import { describe, expect, it } from "vitest";
import { BareStack } from "../../../../support/bare-stack";
import { findingsOf } from "../../../../support/findings";
import type { githubRepository } from "../../../../support/minimal-entries";
import {
  connectionSource,
  githubV1Source,
  pipelineFrom,
  reference,
} from "../../../../support/minimal-modules";
import { ref } from "../../../../support/ref";

type Changes = Partial<Record<keyof typeof githubRepository, string>>;

const sources = {
  "by token": (stack: BareStack, changes: Changes) => githubV1Source(stack, changes),
  "by connection": (_: BareStack, changes: Changes) => connectionSource(changes),
};

describe.each(Object.entries(sources))("the repository of a GitHub source %s", (_, source) => {
  function findingsWith(changes: Changes, stack = new BareStack()) {
    pipelineFrom(stack, source(stack, changes));
    return findingsOf(stack);
  }
  const at = "bare/pipeline/stages/Source/Source";

  it.each([
    ["with its owner", "example-organization/example-application"],
    ["by URL", "https://example.com/example-organization/example-application"],
    ["by SSH", "git@example.com:example-organization/example-application.git"],
    ["with .git", "example-application.git"],
    ["of one dot", "."],
    ["of two dots", ".."],
    ["without a name", ""],
    ["of 101 letters", "r".repeat(101)],
    ["with a space", "example application"],
  ])("is refused %s", (_, repository) => {
    expect(findingsWith({ repository })).toMatchObject([
      {
        at,
        says: expect.stringMatching(/^repository is not a valid GitHub repository name/),
        allowed: expect.stringContaining("the part after the / in owner/repo"),
      },
    ]);
  });

  it.each([".github", "a", "A.b_c-d", "r".repeat(100)])("may be called %s", (repository) => {
    expect(findingsWith({ repository })).toEqual([]);
  });

  it.each(["example-organization/example", "-a", "a-", "a--b", "@a", "", "a".repeat(40)])(
    "is refused of the owner %j",
    (owner) => {
      expect(findingsWith({ owner })).toMatchObject([
        { at, says: expect.stringMatching(/^owner is not a valid GitHub user or organization/) },
      ]);
    },
  );

  it.each(["a", "a-b-c", "0", "a".repeat(39), "a-b_company"])("may be of the owner %s", (owner) => {
    expect(findingsWith({ owner })).toEqual([]);
  });

  it.each([
    ["refs/heads/main", '"main"'],
    ["refs/heads/feature/one", '"feature/one"'],
    ["refs/tags/v1", '"v1"'],
  ])("refuses a branch given as the full ref %s and names the short one", (branch, short) => {
    expect(findingsWith({ branch })).toMatchObject([
      {
        at,
        says: expect.stringMatching(/^branch is a full ref/),
        got: `"${branch}"`,
        allowed: `the short name: ${short}`,
      },
    ]);
  });

  it.each([
    "",
    " ",
    "a b",
    "a..b",
    "a~1",
    "a^",
    "a:b",
    "a?",
    "rel-*",
    "a[0]",
    "/a",
    "a/",
    "a//b",
    ".a",
    "a.",
    "a.lock",
    "-a",
    "a@{1}",
    "a\\b",
    "b".repeat(256),
  ])("refuses the branch %j, as git does", (branch) => {
    expect(findingsWith({ branch })).toMatchObject([
      { at, says: expect.stringMatching(/^branch is not a valid branch name/) },
    ]);
  });

  it.each(["main", "feature/one", "release-1.2", "heads/main", "user@work", "#1", "b".repeat(255)])(
    "accepts the branch %s",
    (branch) => {
      expect(findingsWith({ branch })).toEqual([]);
    },
  );

  it.each(["owner", "repository", "branch"] as const)("refuses a reference as %s, readably", (property) => {
    const stack = new BareStack();
    expect(findingsWith({ [property]: reference(stack) }, stack)).toMatchObject([
      { at, says: `${property} is a value that only Terraform will know`, got: `"${ref("var.reference")}"` },
    ]);
  });

  it.each(["owner", "repository", "branch"] as const)(
    "refuses text as %s that Terraform would interpret",
    (property) => {
      for (const text of [ref("var.branch"), "release-%{ if true }"]) {
        expect(findingsWith({ [property]: text })).toMatchObject([
          { at, says: `${property} is a value that only Terraform will know` },
        ]);
      }
    },
  );

  it("reports all three at once", () => {
    expect(findingsWith({ owner: "a/b", repository: "a/b", branch: "refs/heads/a" })).toHaveLength(3);
  });
});
