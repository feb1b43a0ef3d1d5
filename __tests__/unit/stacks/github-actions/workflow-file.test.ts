import { describe, expect, it } from "vitest";
import { warningsOf } from "../../../support/findings";
import { accessKey, type Changes, stackOf, templateOf } from "../../../support/github-actions-stack";
import { Template } from "../../../support/template";

describe("the workflow file", () => {
  const strange: Changes = {
    workflow: {
      placedBy: "terraform",
      workflowName: `Release $\{x} and %{y}`,
      buildArguments: { NOTE: `a $\{HOME}` },
    },
  };

  it("is placed by nobody unless settings say so", () => {
    expect(templateOf().find("github_repository_file")).toEqual([]);
  });

  it("is committed to the branch once all that its run needs is there", () => {
    const template = templateOf({ workflow: { placedBy: "terraform" } });
    const { content: _, ...file } = template.at("github_repository_file.workflow");
    expect(file).toEqual({
      repository: "example-application",
      branch: "main",
      file: ".github/workflows/deploy-actions.yml",
      commit_message: "Deploy to ECS by actions",
      overwrite_on_create: false,
      depends_on: expect.arrayContaining([
        "github_actions_variable.main_cluster",
        "github_actions_variable.main_role_arn",
        "aws_iam_role_policy.github_actions",
      ]),
    });
  });

  it("is committed with the secrets, where the workflow has an access key", () => {
    const template = templateOf({ ...accessKey, workflow: { placedBy: "terraform" } });
    expect(template.at("github_repository_file.workflow").depends_on).toEqual(
      expect.arrayContaining([
        "github_actions_secret.main_access_key_id",
        "github_actions_secret.main_secret_access_key",
        "aws_iam_user_policy_attachment.github_actions",
      ]),
    );
  });

  it("is warned of, as its commit starts it", () => {
    expect(warningsOf(stackOf({ workflow: { placedBy: "terraform" } }))).toContainEqual(
      expect.stringMatching(/^actions\/workflow: Terraform commits the workflow/),
    );
  });

  it.each<[string, Changes]>([
    ["the least", { workflow: { placedBy: "terraform" } }],
    ["texts that Terraform would take for its own", strange],
  ])("of %s is the same whoever places it", (_, changes) => {
    const stack = stackOf(changes);
    const { content } = new Template(stack).at("github_repository_file.workflow");
    expect(String(content)).not.toBe(stack.workflow.text);
    expect(String(content).replaceAll(/([$%])\1\{/g, "$1{")).toBe(stack.workflow.text);
  });

  it("holds the texts of settings as they are written", () => {
    const { text } = stackOf(strange).workflow;
    expect(text).toContain(`Release $\{x} and %{y}`);
    expect(text).toContain(`a $\{HOME}`);
  });
});
