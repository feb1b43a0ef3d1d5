import { Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import { GithubWebhook, type GithubWebhookProps } from "../../../../modules/triggers/github-webhook";
import { BareStack, unwrittenApp } from "../../../support/bare-stack";
import { findingsOf, warningsOf } from "../../../support/findings";
import { ref } from "../../../support/ref";
import { Template } from "../../../support/template";

function withWebhook(changes: Partial<GithubWebhookProps> = {}, app = unwrittenApp()): BareStack {
  const stack = new BareStack(app);
  new GithubWebhook(stack, "webhook", {
    pipelineName: "app-pipeline",
    targetAction: "Source",
    repository: "example-application",
    ...changes,
  });
  return stack;
}

const receiver = (stack: BareStack) => new Template(stack).at("aws_codepipeline_webhook.webhook");
const sender = (stack: BareStack) => new Template(stack).at("github_repository_webhook.webhook");

const hash = "nonsensitive(sha256(random_bytes.webhook.hex))";
const filterIsOurs = {
  condition: ref('self.filter == toset([{json_path = "$.ref", match_equals = "refs/heads/{Branch}"}])'),
  error_message: expect.stringMatching(
    /filter.* terraform apply -replace=aws_codepipeline_webhook\.webhook$/,
  ),
};
const secretIsOurs = {
  condition: ref(`try(self.tags.SecretFingerprint, "") == substr(${hash}, 0, 8)`),
  error_message: expect.stringMatching(
    /secret.* terraform apply -replace=aws_codepipeline_webhook\.webhook$/,
  ),
};

describe("CodePipeline's side of a webhook", () => {
  it("starts the source action on a signed push, and is never updated, only replaced", () => {
    expect(receiver(withWebhook())).toEqual({
      name: `${ref('substr("app-pipeline", 0, 91)')}-${ref(`substr(${hash}, 0, 8)`)}`,
      target_pipeline: "app-pipeline",
      target_action: "Source",
      authentication: "GITHUB_HMAC",
      authentication_configuration: { secret_token: ref("random_bytes.webhook.hex") },
      filter: [{ json_path: "$.ref", match_equals: "refs/heads/{Branch}" }],
      lifecycle: {
        ignore_changes: ["authentication_configuration", "filter"],
        postcondition: [filterIsOurs],
      },
    });
  });

  it("shows in a tag which secret it was made with when its name stays", () => {
    expect(receiver(withWebhook({ webhookName: "app" }))).toMatchObject({
      name: `app${ref(`substr(${hash}, 0, 0)`)}`,
      tags: { SecretFingerprint: ref(`substr(${hash}, 0, 8)`) },
      lifecycle: {
        ignore_changes: ["authentication_configuration", "filter", 'tags["SecretFingerprint"]'],
        postcondition: [filterIsOurs, secretIsOurs],
      },
    });
  });

  it("has its conditions as blocks in HCL", () => {
    const hcl = Testing.synthHcl(withWebhook({ webhookName: "app" }, unwrittenApp({ hclOutput: true })));
    expect(hcl).toMatch(
      /ignore_changes = \[authentication_configuration, filter, tags\["SecretFingerprint"\]\]/,
    );
    expect(hcl.match(/postcondition \{\s*condition = "\$\{[^\n]+\}"\s*error_message = "/g)).toHaveLength(2);
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
        secret: ref("random_bytes.webhook.hex"),
      },
    });
  });
});

describe.each(["random_id", "random_bytes"] as const)("the secret of a webhook, made by %s", (kind) => {
  const hex = ref(`${kind}.webhook.hex`);

  it("is the same on both sides", () => {
    const stack = withWebhook({ secret: kind });
    expect(receiver(stack)).toHaveProperty("authentication_configuration.secret_token", hex);
    expect(sender(stack)).toHaveProperty("configuration.secret", hex);
  });

  it("names the webhook", () => {
    expect(String(receiver(withWebhook({ secret: kind })).name)).toContain(`sha256(${kind}.webhook.hex)`);
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
      authentication_configuration: { secret_token: ref(`${kind}.hook.hex`) },
    });
  });
});

it("does not make the other kind of secret too", () => {
  expect(new Template(withWebhook()).find("random_id")).toEqual([]);
  expect(new Template(withWebhook({ secret: "random_id" })).find("random_bytes")).toEqual([]);
});

it("warns of the kind of secret that every plan prints, and of that one only", () => {
  expect(warningsOf(withWebhook())).toEqual([]);
  expect(warningsOf(withWebhook({ secret: "random_id" }))).toEqual([
    expect.stringMatching(/^bare\/webhook: The ID of a random_id is the secret.*secret "random_bytes"/),
  ]);
});
