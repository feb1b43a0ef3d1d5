import { describe, expect, it } from "vitest";
import {
  GithubV1Source,
  type GithubV1SourceProps,
} from "../../../../../modules/pipeline/sources/github-v1-source";
import { BareStack } from "../../../../support/bare-stack";
import { findingsOf, warningsOf } from "../../../../support/findings";
import { githubRepository } from "../../../../support/minimal-entries";
import { emptyPipeline, githubV1Source, pipelineFrom, reference } from "../../../../support/minimal-modules";
import { plainStage } from "../../../../support/plain-action";
import { ref } from "../../../../support/ref";
import { Template } from "../../../../support/template";

function withSource(changes: Partial<GithubV1SourceProps> = {}): BareStack {
  const stack = new BareStack();
  pipelineFrom(stack, githubV1Source(stack, changes));
  return stack;
}

const at = "bare/pipeline/stages/Source/Source";

describe("a GitHub source by token", () => {
  it("reads the branch with the token, and leaves the polling out", () => {
    expect(new Template(withSource()).action("Source")).toEqual({
      name: "Source",
      category: "Source",
      owner: "ThirdParty",
      provider: "GitHub",
      version: "1",
      output_artifacts: ["Source"],
      configuration: {
        Owner: "example-organization",
        Repo: "example-application",
        Branch: "main",
        OAuthToken: ref("var.github_token"),
        PollForSourceChanges: "false",
      },
    });
  });

  it("asks the pipeline's role for nothing", () => {
    expect(new Template(withSource()).statements("codepipeline")).toHaveLength(2);
  });

  it("hands the commit's variables on", () => {
    const stack = new BareStack();
    const { variables } = githubV1Source(stack, { actionName: "Code" });
    expect(variables).toEqual({
      branchName: "#{CodeVariables.BranchName}",
      commitId: "#{CodeVariables.CommitId}",
      commitMessage: "#{CodeVariables.CommitMessage}",
      commitUrl: "#{CodeVariables.CommitUrl}",
      repositoryName: "#{CodeVariables.RepositoryName}",
    });
  });

  it("warns that AWS no longer recommends it, and says the way out", () => {
    expect(warningsOf(withSource())).toEqual([
      expect.stringMatching(/GitHub version 1 source.*"connection"/),
    ]);
  });

  it("refuses a token written out, and does not repeat it", () => {
    const [finding, ...others] = findingsOf(withSource({ oauthToken: "0123456789abcdef" }));
    expect(finding).toMatchObject({ at, says: expect.stringMatching(/^oauthToken is written out/) });
    expect(JSON.stringify(finding)).not.toContain("0123456789abcdef");
    expect(others).toEqual([]);
  });
});

describe("what starts a GitHub source by token", () => {
  const kinds = [
    "aws_codepipeline_webhook",
    "github_repository_webhook",
    "random_id",
    "random_bytes",
  ] as const;
  const made = (stack: BareStack) => {
    const template = new Template(stack);
    return kinds.filter((kind) => template.find(kind).length > 0);
  };

  it("is a webhook pair", () => {
    const stack = withSource();
    expect(made(stack)).toEqual(["aws_codepipeline_webhook", "github_repository_webhook", "random_bytes"]);
  });

  it("is polling on request, with a warning and no webhook", () => {
    const stack = withSource({ pollForSourceChanges: true, trigger: "none" });
    expect(made(stack)).toEqual([]);
    expect(new Template(stack).action("Source")).toHaveProperty("configuration.PollForSourceChanges", "true");
    expect(findingsOf(stack)).toEqual([]);
    expect(warningsOf(stack)).toContainEqual(expect.stringContaining("Polling starts the pipeline"));
  });

  it("is nothing when that is said, with a warning", () => {
    const stack = withSource({ trigger: "none" });
    expect(made(stack)).toEqual([]);
    expect(findingsOf(stack)).toEqual([]);
    expect(warningsOf(stack)).toContainEqual(
      expect.stringContaining("Nothing in this project starts this source"),
    );
  });

  it("is never both a webhook and polling", () => {
    expect(findingsOf(withSource({ pollForSourceChanges: true }))).toMatchObject([
      { at, says: expect.stringMatching(/^pollForSourceChanges polls beside a webhook/), got: "true" },
    ]);
  });

  it("is refused when it is nothing and nobody said so", () => {
    expect(findingsOf(withSource({ trigger: undefined as never }))).toMatchObject([
      { at, says: expect.stringMatching(/^source "Source" is started by nothing/) },
    ]);
  });

  it("keeps apart from that of another source: addresses carry the action's name", () => {
    const stack = new BareStack();
    const oauthToken = reference(stack, "github_token");
    const [app, library] = ["App", "Library"].map(
      (actionName) =>
        new GithubV1Source({
          actionName,
          ...githubRepository,
          repository: actionName.toLowerCase(),
          oauthToken,
          trigger: {},
        }),
    ) as [GithubV1Source, GithubV1Source];
    emptyPipeline(stack).stage("Source", app, library).stage("Rest", plainStage(app.output));
    expect(findingsOf(stack)).toEqual([]);
    expect(new Template(stack).addresses).toEqual(
      expect.arrayContaining([
        "aws_codepipeline_webhook.app_webhook",
        "github_repository_webhook.app_webhook",
        "random_bytes.app_webhook",
        "aws_codepipeline_webhook.library_webhook",
        "random_bytes.library_webhook",
      ]),
    );
  });

  it("is told in words", () => {
    const words = (changes: Partial<GithubV1SourceProps>) =>
      githubV1Source(new BareStack(), changes).startedBy();
    expect(words({})).toEqual({
      kind: "webhook",
      description: "a push to example-organization/example-application@main, by webhook",
    });
    expect(words({ trigger: "none", pollForSourceChanges: true })).toMatchObject({ kind: "polling" });
    expect(words({ trigger: "none" })).toMatchObject({ kind: "none" });
  });
});
