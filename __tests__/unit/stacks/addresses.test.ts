import { describe, expect, it } from "vitest";
import { findingsOf } from "../../support/findings";
import {
  cloudfrontContinuousDeployment,
  connectionSettings,
  ecrPushBlueGreen,
  ecrPushToEcs,
  githubToEcs,
  githubV1Settings,
} from "../../support/minimal-entries";
import { stackOf } from "../../support/minimal-stacks";
import { Template } from "../../support/template";

const shared = [
  "aws_cloudwatch_log_group.main",
  "aws_codebuild_project.main",
  "aws_codepipeline.main",
  "aws_ecr_lifecycle_policy.main",
  "aws_ecr_repository.main",
  "aws_iam_role.codebuild",
  "aws_iam_role.codepipeline",
  "aws_iam_role_policy.codebuild",
  "aws_iam_role_policy.codepipeline",
  "aws_s3_bucket.artifact",
  "aws_s3_bucket_lifecycle_configuration.artifact",
  "aws_s3_bucket_policy.artifact",
  "aws_s3_bucket_public_access_block.artifact",
  "aws_s3_bucket_server_side_encryption_configuration.artifact",
  "data.aws_caller_identity.current",
  "data.aws_ecs_service.main",
  "data.aws_ecs_task_definition.main",
  "data.aws_iam_policy_document.artifact",
  "data.aws_iam_policy_document.codebuild",
  "data.aws_iam_policy_document.codebuild_trust",
  "data.aws_iam_policy_document.codepipeline",
  "data.aws_iam_policy_document.codepipeline_trust",
  "data.aws_partition.current",
  "data.aws_region.current",
];

const addressesOf = (...args: Parameters<typeof stackOf>) => new Template(stackOf(...args)).addresses;

describe("the addresses of github-to-ecs", () => {
  it("are the sources' own, and not one more", () => {
    expect(addressesOf(githubToEcs())).toEqual(
      [
        ...shared,
        "aws_codepipeline_webhook.main",
        "data.aws_ssm_parameter.github_token",
        "github_repository_webhook.main",
        "random_bytes.webhook",
      ].sort(),
    );
  });

  it("have nothing of the webhook with a connection", () => {
    expect(addressesOf(githubToEcs({ source: connectionSettings() }))).toEqual([...shared].sort());
  });

  it("end in what an entry says", () => {
    const entry = githubToEcs({
      logicalId: "api",
      artifactStore: { bucket: "app-artifacts", logicalId: "store" },
      build: { roleLogicalId: "builder" },
      pipeline: { roleLogicalId: "runner" },
      source: githubV1Settings({ webhook: { logicalId: "hook", secretLogicalId: "secret" } }),
    });
    expect(addressesOf(entry).filter((address) => !address.startsWith("data."))).toEqual(
      [
        "aws_cloudwatch_log_group.api",
        "aws_codebuild_project.api",
        "aws_codepipeline.api",
        "aws_codepipeline_webhook.hook",
        "aws_ecr_lifecycle_policy.api",
        "aws_ecr_repository.api",
        "aws_iam_role.builder",
        "aws_iam_role.runner",
        "aws_iam_role_policy.builder",
        "aws_iam_role_policy.runner",
        "aws_s3_bucket.store",
        "aws_s3_bucket_lifecycle_configuration.store",
        "aws_s3_bucket_policy.store",
        "aws_s3_bucket_public_access_block.store",
        "aws_s3_bucket_server_side_encryption_configuration.store",
        "github_repository_webhook.hook",
        "random_bytes.secret",
      ].sort(),
    );
  });

  it("can be told apart part by part", () => {
    const entry = githubToEcs({
      logicalId: "api",
      imageRepository: { logicalId: "images" },
      build: { logicalId: "image" },
      pipeline: { logicalId: "delivery" },
    });
    expect(addressesOf(entry)).toEqual(
      expect.arrayContaining([
        "aws_ecr_repository.images",
        "aws_codebuild_project.image",
        "aws_codepipeline.delivery",
        "aws_codepipeline_webhook.api",
      ]),
    );
  });
});

describe("the addresses of ecr-push-to-ecs", () => {
  it("are the source's own, and not one more", () => {
    expect(addressesOf(ecrPushToEcs())).toEqual(
      [
        ...shared,
        "aws_cloudwatch_event_rule.pushed",
        "aws_cloudwatch_event_target.pushed",
        "aws_iam_role.execute",
        "aws_iam_role_policy.execute",
        "data.aws_iam_policy_document.execute",
        "data.aws_iam_policy_document.execute_trust",
      ].sort(),
    );
  });

  it("have no registry when the repository exists", () => {
    const addresses = addressesOf(ecrPushToEcs({ imageRepository: { existingRepository: "team/app" } }));
    expect(addresses.filter((address) => address.includes("ecr"))).toEqual([]);
  });

  it("end in what an entry says of the trigger", () => {
    const entry = ecrPushToEcs({ source: { trigger: { logicalId: "push", roleLogicalId: "starter" } } });
    expect(addressesOf(entry)).toEqual(
      expect.arrayContaining([
        "aws_cloudwatch_event_rule.push",
        "aws_cloudwatch_event_target.push",
        "aws_iam_role.starter",
      ]),
    );
  });
});

describe("the addresses of ecr-push-blue-green", () => {
  const ofEntry = [
    "aws_cloudwatch_event_rule.app_pushed",
    "aws_cloudwatch_event_target.app_pushed",
    "aws_codedeploy_app.main",
    "aws_codedeploy_deployment_group.main",
    "aws_ecr_lifecycle_policy.app",
    "aws_ecr_repository.app",
    "aws_iam_role.app_execute",
    "aws_iam_role.codedeploy",
    "aws_iam_role_policy.app_execute",
    "aws_iam_role_policy.codedeploy",
    "aws_s3_bucket.definitions",
    "aws_s3_bucket_policy.definitions",
    "aws_s3_bucket_public_access_block.definitions",
    "aws_s3_bucket_server_side_encryption_configuration.definitions",
    "aws_s3_bucket_versioning.definitions",
    "data.aws_iam_policy_document.app_execute",
    "data.aws_iam_policy_document.app_execute_trust",
    "data.aws_iam_policy_document.codedeploy",
    "data.aws_iam_policy_document.codedeploy_trust",
    "data.aws_iam_policy_document.definitions",
    "data.aws_lb.main",
    "data.aws_lb_listener.main_production",
    ...shared.filter((address) => !address.startsWith("aws_ecr_")),
  ];

  it("are the images', the definitions' and the deployment's own, and not one more", () => {
    expect(addressesOf(ecrPushBlueGreen())).toEqual(ofEntry.toSorted());
  });

  it("have the migration's beside them, and change none", () => {
    expect(addressesOf(ecrPushBlueGreen({ migration: { command: ["bin/migrate"] } }))).toEqual(
      [
        ...ofEntry,
        "aws_cloudwatch_log_group.migrate",
        "aws_codebuild_project.migrate",
        "aws_iam_role.migrate",
        "aws_iam_role_policy.migrate",
        "data.aws_iam_policy_document.migrate",
        "data.aws_iam_policy_document.migrate_trust",
      ].toSorted(),
    );
  });

  it("have no bucket of definitions where one exists", () => {
    const addresses = addressesOf(ecrPushBlueGreen({ definitions: { existingBucket: "shared" } }));
    expect(addresses.filter((address) => address.includes("definitions"))).toEqual([]);
  });

  it("end in what an entry says of its parts", () => {
    const entry = ecrPushBlueGreen({
      logicalId: "shop",
      images: [
        { containerName: "app", trigger: { logicalId: "push" }, imageRepository: { logicalId: "web" } },
      ],
      definitions: { bucket: "app-definitions", logicalId: "files" },
      deployment: { logicalId: "shift", roleLogicalId: "shifter" },
      migration: { command: ["bin/migrate"], logicalId: "schema", roleLogicalId: "migrator" },
    });
    expect(addressesOf(entry)).toEqual(
      expect.arrayContaining([
        "aws_cloudwatch_event_rule.push",
        "aws_codebuild_project.schema",
        "aws_codebuild_project.shop",
        "aws_codedeploy_deployment_group.shift",
        "aws_codepipeline.shop",
        "aws_ecr_repository.web",
        "aws_iam_role.migrator",
        "aws_iam_role.shifter",
        "aws_s3_bucket.files",
        "data.aws_lb.shop",
      ]),
    );
  });
});

describe("the addresses of cloudfront-continuous-deployment", () => {
  const ofProject = (project: string, role = project) => [
    `aws_cloudwatch_log_group.${project}`,
    `aws_codebuild_project.${project}`,
    `aws_iam_role.${role}`,
    `aws_iam_role_policy.${role}`,
    `data.aws_iam_policy_document.${role}`,
    `data.aws_iam_policy_document.${role}_trust`,
  ];
  const ofBucket = (bucket: string) => [
    `aws_s3_bucket.${bucket}`,
    `aws_s3_bucket_lifecycle_configuration.${bucket}`,
    `aws_s3_bucket_policy.${bucket}`,
    `aws_s3_bucket_public_access_block.${bucket}`,
    `aws_s3_bucket_server_side_encryption_configuration.${bucket}`,
    `data.aws_iam_policy_document.${bucket}`,
  ];
  const ofEntry = [
    ...["artifact", "site", "access_logs"].flatMap(ofBucket),
    ...ofProject("main", "codebuild"),
    ...["staging", "promote", "cleanup", "rejected"].flatMap((project) => ofProject(project)),
    "aws_cloudfront_distribution.production",
    "aws_cloudfront_origin_access_control.production",
    "aws_cloudwatch_event_rule.rejected",
    "aws_cloudwatch_event_target.rejected",
    "aws_codepipeline.main",
    "aws_iam_role.codepipeline",
    "aws_iam_role.rejected_execute",
    "aws_iam_role_policy.codepipeline",
    "aws_iam_role_policy.rejected_execute",
    "aws_s3_bucket_ownership_controls.access_logs",
    "aws_ssm_parameter.cfcd_production",
    "aws_ssm_parameter.cfcd_staging",
    "data.aws_caller_identity.current",
    "data.aws_iam_policy_document.codepipeline",
    "data.aws_iam_policy_document.codepipeline_trust",
    "data.aws_iam_policy_document.rejected_execute",
    "data.aws_iam_policy_document.rejected_execute_trust",
    "data.aws_partition.current",
    "data.aws_region.current",
  ];

  it("are the site's, the distribution's and the release's own, and not one more", () => {
    expect(addressesOf(cloudfrontContinuousDeployment())).toEqual(ofEntry.toSorted());
  });

  it("have the kept staging distribution and its policy beside them, and change none", () => {
    expect(addressesOf(cloudfrontContinuousDeployment({ mode: "terraform" }))).toEqual(
      [
        ...ofEntry,
        "aws_cloudfront_continuous_deployment_policy.staging",
        "aws_cloudfront_distribution.staging",
      ].toSorted(),
    );
  });
});

describe("addresses that meet", () => {
  it("are refused with both construct paths", () => {
    const stack = stackOf(
      githubToEcs({ build: { roleLogicalId: "role" }, pipeline: { roleLogicalId: "role" } }),
    );
    expect(findingsOf(stack).map(({ at, says, got }) => ({ at, says, got }))).toContainEqual({
      at: "one",
      says: expect.stringMatching(/^address aws_iam_role\.role is claimed/),
      got: '["one/build/role/role","one/pipeline/role/role"]',
    });
  });

  it("are refused of a token's variable and another", () => {
    const variable = { terraformVariable: "my token" };
    expect(findingsOf(stackOf(githubToEcs({ source: githubV1Settings({ token: variable }) })))).toMatchObject(
      [
        { at: "one", got: '"my token"' },
        { at: "one/token", says: "token.terraformVariable is not a valid Terraform variable name" },
      ],
    );
  });
});
