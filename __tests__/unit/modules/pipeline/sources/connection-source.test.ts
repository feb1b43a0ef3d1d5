import { describe, expect, it } from "vitest";
import type { ConnectionSourceProps } from "../../../../../modules/pipeline/sources/connection-source";
import { NewConnection } from "../../../../../modules/pipeline/sources/new-connection";
import { BareStack } from "../../../../support/bare-stack";
import { findingsOf, warningsOf } from "../../../../support/findings";
import { connectionArn } from "../../../../support/minimal-entries";
import { connectionSource, pipelineFrom } from "../../../../support/minimal-modules";
import { ref } from "../../../../support/ref";
import { Template } from "../../../../support/template";

function withSource(changes: Partial<ConnectionSourceProps> = {}): BareStack {
  const stack = new BareStack();
  pipelineFrom(stack, connectionSource(changes));
  return stack;
}

const filters = {
  push: [
    {
      branches: { includes: ["main", "release/**"], excludes: ["release/old"] },
      filePaths: { includes: ["src/**"] },
    },
    { tags: { includes: ["v*"], excludes: ["v0.*"] } },
  ],
  pullRequest: [
    { events: ["OPEN", "UPDATED"], branches: { includes: ["main"] }, filePaths: { excludes: ["docs/**"] } },
  ],
} as const;

const at = "bare/pipeline/stages/Source/Source";

describe("a GitHub source by connection", () => {
  it("names the connection and the whole repository", () => {
    expect(new Template(withSource()).action("Source")).toEqual({
      name: "Source",
      category: "Source",
      owner: "AWS",
      provider: "CodeStarSourceConnection",
      version: "1",
      output_artifacts: ["Source"],
      configuration: {
        ConnectionArn: connectionArn,
        FullRepositoryId: "example-organization/example-application",
        BranchName: "main",
        OutputArtifactFormat: "CODE_ZIP",
        DetectChanges: "true",
      },
    });
  });

  it("lets the pipeline use this connection, under both of its names", () => {
    expect(new Template(withSource()).statements("codepipeline")).toContainEqual({
      effect: "Allow",
      actions: ["codeconnections:UseConnection", "codestar-connections:UseConnection"],
      resources: [connectionArn],
    });
  });

  it("has no secret and makes no webhook", () => {
    const template = new Template(withSource());
    for (const type of [
      "random_id",
      "random_bytes",
      "aws_codepipeline_webhook",
      "github_repository_webhook",
    ]) {
      expect(template.find(type)).toEqual([]);
    }
  });

  it("hands the commit's variables on", () => {
    expect(connectionSource({ actionName: "Code" }).variables).toEqual({
      branchName: "#{CodeVariables.BranchName}",
      commitId: "#{CodeVariables.CommitId}",
      commitMessage: "#{CodeVariables.CommitMessage}",
      fullRepositoryName: "#{CodeVariables.FullRepositoryName}",
    });
  });

  it.each([
    connectionArn,
    connectionArn.replace("codeconnections", "codestar-connections"),
    connectionArn.replace("arn:aws:", "arn:aws-cn:"),
  ])("accepts the connection %s", (arn) => {
    expect(findingsOf(withSource({ connectionArn: arn }))).toEqual([]);
  });

  it.each([
    "",
    "*",
    "my-connection",
    connectionArn.replace("connection/", "host/"),
    connectionArn.replace("123456789012", "*"),
    `${connectionArn}/*`,
  ])("refuses the connection %j", (arn) => {
    expect(findingsOf(withSource({ connectionArn: arn }))).toMatchObject([
      { at, says: "connection is not an ARN of the kind that is needed", got: JSON.stringify(arn) },
    ]);
  });
});

describe("what starts a GitHub source by connection", () => {
  it.each<[string, ConnectionSourceProps["trigger"], string]>([
    ["every push", "push", "true"],
    ["filters", filters, "false"],
    ["nothing", "none", "false"],
  ])("is %s, and AWS is told whether to detect changes by itself", (_, trigger, detects) => {
    const stack = withSource(trigger === undefined ? {} : { trigger });
    expect(findingsOf(stack)).toEqual([]);
    expect(new Template(stack).action("Source")).toHaveProperty("configuration.DetectChanges", detects);
  });

  it("is written as the trigger block's own keys", () => {
    expect(new Template(withSource({ trigger: filters })).at("aws_codepipeline.pipeline").trigger).toEqual([
      {
        provider_type: "CodeStarSourceConnection",
        git_configuration: {
          source_action_name: "Source",
          push: [
            {
              branches: { includes: ["main", "release/**"], excludes: ["release/old"] },
              file_paths: { includes: ["src/**"] },
            },
            { tags: { includes: ["v*"], excludes: ["v0.*"] } },
          ],
          pull_request: [
            {
              events: ["OPEN", "UPDATED"],
              branches: { includes: ["main"] },
              file_paths: { excludes: ["docs/**"] },
            },
          ],
        },
      },
    ]);
  });

  it.each(["push", "none"] as const)("needs no trigger block for %s", (trigger) => {
    expect(new Template(withSource({ trigger })).at("aws_codepipeline.pipeline")).not.toHaveProperty(
      "trigger",
    );
  });

  it("has a trigger block of its own for each source", () => {
    const stack = new BareStack();
    const trigger = { push: [{ tags: { includes: ["v*"] } }] };
    const first = connectionSource({ actionName: "First", trigger });
    const second = connectionSource({ actionName: "Second", trigger });
    pipelineFrom(stack, first).stage("Other", second);
    expect(new Template(stack).at("aws_codepipeline.pipeline").trigger).toMatchObject([
      { git_configuration: { source_action_name: "First" } },
      { git_configuration: { source_action_name: "Second" } },
    ]);
  });

  it("is refused when tags stand beside branches", () => {
    const trigger = { push: [{ tags: { includes: ["v*"] }, branches: { includes: ["main"] } }] };
    expect(findingsOf(withSource({ trigger }))).toMatchObject([
      { at, says: "triggers.push[0] filters tags beside branches or files" },
    ]);
  });

  it("is nothing only with a warning", () => {
    expect(warningsOf(withSource({ trigger: "none" }))).toEqual([
      expect.stringContaining("Nothing in this project starts this source"),
    ]);
    expect(warningsOf(withSource())).toEqual([]);
  });

  it.each<[ConnectionSourceProps["trigger"], string]>([
    ["push", "a push to example-organization/example-application@main, by connection"],
    [
      filters,
      "pushes and pull requests of example-organization/example-application that match its filters, by connection",
    ],
    [
      { push: [{}] },
      "pushes of example-organization/example-application that match its filters, by connection",
    ],
    ["none", "nothing in this project"],
  ])("is told in words", (trigger, description) => {
    expect(connectionSource(trigger === undefined ? {} : { trigger }).startedBy().description).toBe(
      description,
    );
  });
});

describe("a connection made here", () => {
  function withConnection(connectionName: string): BareStack {
    const stack = new BareStack();
    const connection = new NewConnection(stack, "connection", { connectionName });
    pipelineFrom(stack, connectionSource({ connectionArn: connection.connectionArn }));
    return stack;
  }

  it("is one to GitHub", () => {
    expect(new Template(withConnection("github")).at("aws_codeconnections_connection.connection")).toEqual({
      name: "github",
      provider_type: "GitHub",
    });
  });

  it("is used by the source and named in the role's permissions", () => {
    const stack = withConnection("github");
    const arn = ref("aws_codeconnections_connection.connection.arn");
    expect(findingsOf(stack)).toEqual([]);
    expect(new Template(stack).action("Source")).toHaveProperty("configuration.ConnectionArn", arn);
    expect(new Template(stack).statements("codepipeline")).toContainEqual({
      effect: "Allow",
      actions: ["codeconnections:UseConnection", "codestar-connections:UseConnection"],
      resources: [arn],
    });
  });

  it("warns that it waits for a click", () => {
    expect(warningsOf(withConnection("github"))).toEqual([
      expect.stringMatching(/^bare\/connection: A connection is created PENDING/),
    ]);
  });

  it.each(["", "c".repeat(33)])("may not be called %j", (name) => {
    expect(findingsOf(withConnection(name))).toMatchObject([
      {
        at: "bare/connection",
        says: expect.stringMatching(/^connectionName is not a valid connection name/),
      },
    ]);
  });
});
