import { describe, expect, it } from "vitest";
import { findingsOf } from "../../support/findings";
import {
  connectionArn,
  connectionSettings,
  githubToEcs,
  githubV1Settings,
} from "../../support/minimal-entries";
import { stackOf } from "../../support/minimal-stacks";
import { ref } from "../../support/ref";
import { Template } from "../../support/template";

const templateOf = (...args: Parameters<typeof githubToEcs>) => new Template(stackOf(githubToEcs(...args)));

describe("the source of github-to-ecs", () => {
  it("reads its token from an SSM parameter", () => {
    const template = templateOf();
    expect(template.at("data.aws_ssm_parameter.github_token")).toEqual({ name: "/github/token" });
    expect(template.action("Source")).toHaveProperty(
      "configuration.OAuthToken",
      ref("data.aws_ssm_parameter.github_token.value"),
    );
  });

  it("reads its token from a sensitive variable on request", () => {
    const token = { terraformVariable: "github_token" };
    const template = templateOf({ source: githubV1Settings({ token }) });
    expect(template.section("variable")).toMatchObject({ github_token: { type: "string", sensitive: true } });
    expect(template.section("variable").github_token).not.toHaveProperty("default");
    expect(template.action("Source")).toHaveProperty("configuration.OAuthToken", ref("var.github_token"));
    expect(template.find("aws_ssm_parameter")).toEqual([]);
  });

  it.each(["", "/a//b", "/a b", "github_token/", ref("var.x")])(
    "refuses the SSM parameter %j",
    (ssmParameter) => {
      const source = githubV1Settings({ token: { ssmParameter } });
      expect(findingsOf(stackOf(githubToEcs({ source })))).toMatchObject([
        { at: "one/token", says: expect.stringMatching(/^token\.ssmParameter is /) },
      ]);
    },
  );

  it("gives the GitHub provider the owner and no token: it has its own from the environment", () => {
    expect(templateOf().section("provider").github).toEqual([{ owner: "example-organization" }]);
  });

  it("needs no GitHub or random provider without a webhook", () => {
    for (const source of [connectionSettings(), githubV1Settings({ trigger: "none" })]) {
      const template = templateOf({ source });
      expect(Object.keys(template.section("provider"))).toEqual(["aws"]);
      expect(Object.keys(template.section("terraform").required_providers as object)).toEqual(["aws"]);
      expect(findingsOf(stackOf(githubToEcs({ source })))).toEqual([]);
    }
  });

  it("takes another webhook name and kind of secret", () => {
    const webhook = { webhookName: "hook", secret: "random_id" } as const;
    const template = templateOf({ source: githubV1Settings({ webhook }) });
    expect(template.at("aws_codepipeline_webhook.main").name).toMatch(/^hook\$\{/);
    expect(template.at("random_id.webhook")).toMatchObject({ byte_length: 32 });
  });

  it("keeps the secret by the pipeline's name", () => {
    expect(templateOf().at("random_bytes.webhook")).toEqual({
      length: 32,
      keepers: { codepipeline_name: ref("aws_codepipeline.main.name") },
    });
  });

  it("refuses polling beside the webhook", () => {
    const source = githubV1Settings({ pollForSourceChanges: true });
    expect(findingsOf(stackOf(githubToEcs({ source })))).toMatchObject([
      { says: expect.stringMatching(/^pollForSourceChanges polls beside a webhook/) },
    ]);
  });

  it("uses a connection that exists", () => {
    expect(templateOf({ source: connectionSettings() }).action("Source")).toMatchObject({
      provider: "CodeStarSourceConnection",
      configuration: { ConnectionArn: connectionArn, DetectChanges: "true" },
    });
  });

  it("looks a connection up by its name", () => {
    const template = templateOf({ source: connectionSettings({ connection: { name: "github" } }) });
    expect(template.at("data.aws_codestarconnections_connection.main")).toEqual({ name: "github" });
    expect(template.find("aws_codeconnections_connection")).toEqual([]);
    expect(template.action("Source")).toHaveProperty(
      "configuration.ConnectionArn",
      ref("data.aws_codestarconnections_connection.main.arn"),
    );
  });

  it("makes a connection on request", () => {
    const template = templateOf({ source: connectionSettings({ connection: { create: "github" } }) });
    expect(template.at("aws_codeconnections_connection.main")).toMatchObject({ name: "github" });
    expect(template.action("Source")).toHaveProperty(
      "configuration.ConnectionArn",
      ref("aws_codeconnections_connection.main.arn"),
    );
  });
});
