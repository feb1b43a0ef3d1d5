import { describe, expect, it } from "vitest";
import type { ProjectSettings } from "../../../../settings/schema/project";
import { type Changes, stackOf } from "../../../support/commit-status-stack";
import { findingsOf } from "../../../support/findings";

describe("what a stack of commit statuses refuses", () => {
  const says = (changes: Changes, ofProject?: Partial<ProjectSettings>) =>
    findingsOf(stackOf(changes, ofProject)).map((finding) => finding.says);

  it.each<[Changes, string]>([
    [{ pipelines: [] }, "pipelines is empty"],
    [{ pipelines: ["app", "app"] }, "pipelines name a pipeline more than once"],
    [{ pipelines: ["a b"] }, "pipelines[0] is not a valid name of pipelines"],
    [{ pipelines: ["arn:aws:codepipeline:eu-central-1:123456789012:"] }, "pipelines[0] is not "],
    [{ pipelines: ["arn:aws:sns:eu-central-1:123456789012:app"] }, "pipelines[0] is not "],
    [{ levels: [] }, "levels is empty"],
    [{ levels: ["stage", "stage"] }, "levels name a level more than once"],
    [{ context: " x" }, "context is not a valid context of a commit status"],
    [{ context: "x".repeat(101) }, "context is not a valid context of a commit status"],
    [{ githubUrl: "github.example.com" }, "githubUrl is no address of a GitHub"],
    [{ githubUrl: "https://github.example.com/api/v3" }, "githubUrl is no address of a GitHub"],
    [{ token: { ssmParameter: "a b" } }, "token.ssmParameter is not a valid "],
    [{ token: { ssmParameter: "/a", kmsKeyArn: "alias/a" } }, "token.kmsKeyArn is not "],
    [{ token: { secretsManagerSecret: "a b" } }, "token.secretsManagerSecret is not a valid "],
    [
      { token: { githubAppId: "app", privateKey: { ssmParameter: "/a" } } },
      "token.githubAppId is not a valid ID of a GitHub App",
    ],
    [
      { token: { githubAppId: "1", installationId: "x", privateKey: { ssmParameter: "/a" } } },
      "token.installationId is not a valid ID of a GitHub App's installation",
    ],
    [
      { token: { githubAppId: "1", privateKey: { ssmParameter: "a b" } } },
      "token.privateKey.ssmParameter is not a valid ",
    ],
    [{ memorySize: 64 }, "memorySize is out of range"],
    [{ reservedConcurrentExecutions: 0 }, "reservedConcurrentExecutions is out of range"],
    [{ logRetentionDays: 2 }, "logRetentionDays is "],
    [{ kmsKeyArn: "alias/logs" }, "kmsKeyArn is not "],
    [{ sourceArtifacts: { "a b": "Source" } }, "sourceArtifacts is not a valid pipeline name"],
    [{ sourceArtifacts: { app: "a b" } }, "sourceArtifacts.app is not a valid artifact name"],
  ])("is %j", (changes, expected) => {
    const found = says(changes);
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter((text) => !text.startsWith(expected.slice(0, expected.indexOf(" ") + 1)))).toEqual(
      [],
    );
    expect(found[0]).toContain(expected);
  });

  it("is everything at once", () => {
    const all = says({ levels: [], context: "", memorySize: 1, token: { ssmParameter: "" } });
    expect(all.map((text) => text.split(" ")[0]).toSorted()).toEqual([
      "context",
      "levels",
      "memorySize",
      "token.ssmParameter",
    ]);
  });

  it.each([
    ["another Region", "arn:aws:codepipeline:us-east-1:123456789012:app"],
    ["another account", "arn:aws:codepipeline:eu-central-1:210987654321:app"],
  ])("is a pipeline of %s, whose events do not get here", (_, pipeline) => {
    expect(says({ pipelines: [pipeline] }, { allowedAccountIds: ["123456789012"] })).toEqual([
      "pipelines[0] is a pipeline in another account or Region, whose events do not get here",
    ]);
  });

  it("is no ARN of an account that nobody names", () => {
    expect(says({ pipelines: ["arn:aws:codepipeline:eu-central-1:210987654321:app"] })).toEqual([]);
  });

  it.each<[Changes]>([[{ pipelines: ["app", "web"] }], [{ pipelines: ["*"] }]])(
    "is one context for %j, and none with the pipeline's name in it",
    (changes) => {
      expect(says({ ...changes, context: "release" })).toEqual([
        "context is one context for several pipelines: each would overwrite the others' statuses",
      ]);
      expect(says({ ...changes, context: "release/<pipeline>" })).toEqual([]);
      expect(says({ pipelines: ["app"], context: "release" })).toEqual([]);
    },
  );

  it("is a pattern of more characters than EventBridge takes, by each rule that has it", () => {
    const pipelines = Array.from({ length: 60 }, (_, index) => `${"p".repeat(60)}-${index}`);
    const found = findingsOf(stackOf({ pipelines }));
    expect(found.filter(({ says: text }) => text.startsWith("eventPattern")).map(({ at }) => at)).toEqual([
      "statuses/commit_status/executions",
      "statuses/commit_status/sources",
    ]);
  });
});
