import { describe, expect, it } from "vitest";
import { GithubWebhook, type GithubWebhookProps } from "../../../../modules/triggers/github-webhook";
import { BareStack } from "../../../support/bare-stack";
import { findingsOf } from "../../../support/findings";
import { ref } from "../../../support/ref";
import { Template } from "../../../support/template";

function withWebhook(changes: Partial<GithubWebhookProps> = {}): BareStack {
  const stack = new BareStack();
  new GithubWebhook(stack, "webhook", {
    webhookName: "app",
    pipelineName: "app-pipeline",
    targetAction: "Source",
    repository: "example-application",
    ...changes,
  });
  return stack;
}

const receiver = (stack: BareStack) => new Template(stack).at("aws_codepipeline_webhook.webhook");
const sender = (stack: BareStack) => new Template(stack).at("github_repository_webhook.webhook");

describe("CodePipeline's side of a webhook", () => {
  it("starts the source action on a signed push to the branch that the action reads", () => {
    expect(receiver(withWebhook())).toEqual({
      name: "app",
      target_pipeline: "app-pipeline",
      target_action: "Source",
      authentication: "GITHUB_HMAC",
      authentication_configuration: { secret_token: ref("random_id.webhook.hex") },
      filter: [{ json_path: "$.ref", match_equals: "refs/heads/{Branch}" }],
      lifecycle: {
        ignore_changes: ["authentication_configuration"],
        replace_triggered_by: ["random_id.webhook"],
      },
    });
  });

  it.each(["", "my webhook", "w".repeat(101)])("may not be called %j", (webhookName) => {
    expect(findingsOf(withWebhook({ webhookName }))).toMatchObject([
      { at: "bare/webhook", says: expect.stringMatching(/^webhookName is not a valid webhook name/) },
    ]);
  });
});

describe("GitHub's side of a webhook", () => {
  it("sends pushes as JSON over verified TLS to the other side", () => {
    expect(sender(withWebhook())).toEqual({
      repository: "example-application",
      events: ["push"],
      configuration: {
        url: ref("aws_codepipeline_webhook.webhook.url"),
        content_type: "json",
        insecure_ssl: false,
        secret: ref("random_id.webhook.hex"),
      },
    });
  });
});

describe.each(["random_id", "random_bytes"] as const)("the secret of a webhook, made by %s", (kind) => {
  const hex = `\${${kind}.webhook.hex}`;

  it("is the same on both sides", () => {
    const stack = withWebhook({ secret: kind });
    expect(receiver(stack)).toHaveProperty("authentication_configuration.secret_token", hex);
    expect(sender(stack)).toHaveProperty("configuration.secret", hex);
  });

  it("replaces the receiver when it is made anew", () => {
    expect(receiver(withWebhook({ secret: kind }))).toHaveProperty("lifecycle.replace_triggered_by", [
      `${kind}.webhook`,
    ]);
  });

  it("is 32 bytes, made anew with the pipeline's name", () => {
    const length = kind === "random_id" ? "byte_length" : "length";
    expect(new Template(withWebhook({ secret: kind })).at(`${kind}.webhook`)).toEqual({
      [length]: 32,
      keepers: { codepipeline_name: "app-pipeline" },
    });
  });

  it("has an address of its own", () => {
    const stack = withWebhook({ secret: kind, logicalId: "main", secretLogicalId: "hook" });
    expect(new Template(stack).addresses).toEqual(
      ["aws_codepipeline_webhook.main", "github_repository_webhook.main", `${kind}.hook`].sort(),
    );
    expect(new Template(stack).at("aws_codepipeline_webhook.main")).toMatchObject({
      authentication_configuration: { secret_token: `\${${kind}.hook.hex}` },
      lifecycle: { replace_triggered_by: [`${kind}.hook`] },
    });
  });
});

it("does not make the other kind of secret too", () => {
  expect(new Template(withWebhook()).find("random_bytes")).toEqual([]);
  expect(new Template(withWebhook({ secret: "random_bytes" })).find("random_id")).toEqual([]);
});
