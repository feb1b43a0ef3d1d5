import { describe, expect, it } from "vitest";
import { overviewOf } from "../../../../report/overview";
import { describeStack } from "../../../../report/summary";
import { findingsOf } from "../../../support/findings";
import { stackOf, templateOf } from "../../../support/github-actions-stack";
import { githubRepository } from "../../../support/minimal-entries";
import { releasedFile } from "../../../support/task-definitions/released";
import { Template } from "../../../support/template";

describe("the stack github-actions-to-ecs", () => {
  it("makes a registry, a bucket with the base, a role, GitHub as identity provider, and variables", () => {
    const stack = stackOf();
    expect(findingsOf(stack)).toEqual([]);
    expect(new Template(stack).addresses.filter((address) => !address.startsWith("data."))).toEqual([
      "aws_ecr_lifecycle_policy.main",
      "aws_ecr_repository.main",
      "aws_iam_openid_connect_provider.github_actions",
      "aws_iam_role.github_actions",
      "aws_iam_role_policy.github_actions",
      "aws_s3_bucket.task_definition",
      "aws_s3_bucket_policy.task_definition",
      "aws_s3_bucket_public_access_block.task_definition",
      "aws_s3_bucket_server_side_encryption_configuration.task_definition",
      "aws_s3_bucket_versioning.task_definition",
      "aws_s3_object.task_definition",
      "github_actions_variable.main_cluster",
      "github_actions_variable.main_container",
      "github_actions_variable.main_ecr_repository",
      "github_actions_variable.main_region",
      "github_actions_variable.main_role_arn",
      "github_actions_variable.main_service",
      "github_actions_variable.main_task_definition_bucket",
      "github_actions_variable.main_task_definition_key",
    ]);
  });

  it.each([
    [undefined, {}],
    ["https://github.com", { base_url: "https://api.github.com/" }],
    ["https://shop.ghe.com", { base_url: "https://api.shop.ghe.com/" }],
    // The provider adds /api/v3 by itself.
    ["https://github.example.com", { base_url: "https://github.example.com/" }],
  ])("asks the GitHub %s as the repository's owner", (githubUrl, place) => {
    const github = { ...githubRepository, ...(githubUrl && { githubUrl }) };
    expect(templateOf({ github }).section("provider").github).toEqual([
      { owner: "example-organization", ...place },
    ]);
  });

  it("makes no registry and no bucket where they exist", () => {
    const template = templateOf({
      imageRepository: { existingRepository: "team/app" },
      taskDefinition: { existingBucket: "shared", taskDefinitionFile: releasedFile },
    });
    expect(template.addresses.filter((address) => /^aws_(ecr|s3)/.test(address))).toEqual([
      "aws_s3_object.task_definition",
    ]);
    expect(template.at("aws_s3_object.task_definition").bucket).toBe("shared");
  });

  it("takes other logical IDs", () => {
    const { addresses } = templateOf({
      logicalId: "shop",
      identity: { type: "oidc", logicalId: "releaser" },
      taskDefinition: { bucket: "app-base", taskDefinitionFile: releasedFile, logicalId: "base" },
    });
    expect(addresses).toEqual(
      expect.arrayContaining([
        "aws_ecr_repository.shop",
        "aws_iam_openid_connect_provider.releaser",
        "aws_iam_role.releaser",
        "aws_s3_bucket.base",
        "aws_s3_object.base",
        "github_actions_variable.shop_role_arn",
      ]),
    );
  });

  it("tells where the workflow lies, as whom it works and what it deploys", () => {
    const text = describeStack(overviewOf(stackOf()));
    for (const line of [
      /^ {2}workflow +\.github\/workflows\/deploy-actions\.yml of example-organization\/example-application@main$/m,
      /^ {2}works as +the role app-github-actions, for repo:example-organization\/example-application:ref:refs\/heads\/main$/m,
      /^ {2}deploys +cluster\/service on ECS$/m,
    ]) {
      expect(text).toMatch(line);
    }
  });
});
