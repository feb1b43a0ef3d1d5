import { describe, expect, it } from "vitest";
import { findingsOf, warningsOf } from "../../../support/findings";
import { accessKey, stackOf, templateOf } from "../../../support/github-actions-stack";
import { ref } from "../../../support/ref";
import { Template } from "../../../support/template";

describe("a workflow with an access key", () => {
  it("works as an IAM user, by a managed policy, and its key stands in the repository's secrets", () => {
    const stack = stackOf(accessKey);
    expect(findingsOf(stack)).toEqual([]);
    const template = new Template(stack);
    expect(template.addresses.filter((address) => /^aws_iam|secret/.test(address))).toEqual([
      "aws_iam_access_key.github_actions",
      "aws_iam_policy.github_actions",
      "aws_iam_user.github_actions",
      "aws_iam_user_policy_attachment.github_actions",
      "github_actions_secret.main_access_key_id",
      "github_actions_secret.main_secret_access_key",
    ]);
    expect(template.at("github_actions_secret.main_access_key_id")).toEqual({
      repository: "example-application",
      secret_name: "APP_AWS_ACCESS_KEY_ID",
      plaintext_value: ref("aws_iam_access_key.github_actions.id"),
    });
    expect(template.at("github_actions_secret.main_secret_access_key")).toEqual({
      repository: "example-application",
      secret_name: "APP_AWS_SECRET_ACCESS_KEY",
      plaintext_value: ref("aws_iam_access_key.github_actions.secret"),
    });
  });

  it("may do what a role may", () => {
    expect(templateOf(accessKey).statements("github_actions")).toEqual(
      templateOf().statements("github_actions"),
    );
  });

  it("takes names and a boundary", () => {
    const permissionsBoundary = "arn:aws:iam::123456789012:policy/boundary";
    const template = templateOf({
      identity: { type: "access-key", userName: "releaser", policyName: "releases", permissionsBoundary },
    });
    expect(template.at("aws_iam_user.github_actions")).toEqual({
      name: "releaser",
      permissions_boundary: permissionsBoundary,
    });
    expect(template.at("aws_iam_policy.github_actions").name).toBe("releases");
  });

  it("is warned of, and its key is in no output", () => {
    const stack = stackOf(accessKey);
    expect(warningsOf(stack)).toContainEqual(
      expect.stringMatching(/^actions\/github_actions\/user: .*valid until somebody deletes it/),
    );
    expect(JSON.stringify(new Template(stack).section("output"))).not.toContain("access_key");
  });

  it("asks for no token of GitHub's", () => {
    const { text } = stackOf(accessKey).workflow;
    expect(text).toContain(ref("{ secrets.APP_AWS_SECRET_ACCESS_KEY }"));
    expect(text).not.toContain("id-token");
  });
});
