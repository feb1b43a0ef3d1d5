import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findingsOf, warningsOf } from "../../support/findings";
import { githubToEcs } from "../../support/minimal-entries";
import { stackOf } from "../../support/minimal-stacks";
import { arn, ref } from "../../support/ref";
import { Template } from "../../support/template";

const templateOf = (...args: Parameters<typeof githubToEcs>) => new Template(stackOf(githubToEcs(...args)));

describe("the stack github-to-ecs", () => {
  it("has nothing to complain of with the least settings", () => {
    expect(findingsOf(stackOf(githubToEcs()))).toEqual([]);
  });

  it("goes from GitHub through CodeBuild to ECS", () => {
    expect(templateOf().at("aws_codepipeline.main").stage).toMatchObject([
      { name: "Source", action: [{ provider: "GitHub", output_artifacts: ["Source"] }] },
      {
        name: "Build",
        action: [{ provider: "CodeBuild", input_artifacts: ["Source"], output_artifacts: ["Build"] }],
      },
      {
        name: "Deploy",
        action: [
          {
            provider: "ECS",
            input_artifacts: ["Build"],
            configuration: {
              ClusterName: "cluster",
              ServiceName: "service",
              FileName: "imagedefinitions.json",
            },
          },
        ],
      },
    ]);
  });

  it("names everything after the entry", () => {
    const template = templateOf();
    const names = {
      "aws_ecr_repository.main": "app",
      "aws_codebuild_project.main": "app",
      "aws_codepipeline.main": "app",
      "aws_iam_role.codebuild": "app-codebuild",
      "aws_iam_role.codepipeline": "app-codepipeline",
      "aws_cloudwatch_log_group.main": "/aws/codebuild/app",
    };
    for (const [address, name] of Object.entries(names)) expect(template.at(address).name).toBe(name);
  });

  it("names everything after the stack when the entry has no name", () => {
    const { name: _, ...nameless } = githubToEcs({ stack: "only-a-stack" });
    expect(new Template(stackOf(nameless)).at("aws_codepipeline.main").name).toBe("only-a-stack");
  });

  it("hands pipeline name and repository URL out", () => {
    expect(templateOf().section("output")).toMatchObject({
      pipeline_name: { value: ref("aws_codepipeline.main.name") },
      repository_url: { value: ref("aws_ecr_repository.main.repository_url") },
    });
  });
});

describe("the build of github-to-ecs", () => {
  const project = (...args: Parameters<typeof githubToEcs>) =>
    templateOf(...args).at("aws_codebuild_project.main");

  it("runs Docker with this project's specification", () => {
    const shipped = readFileSync(join(__dirname, "../../../buildspec/build-image.yml"), "utf8");
    expect(project()).toMatchObject({
      environment: { privileged_mode: true },
      source: { buildspec: shipped },
    });
  });

  it("is told container, repository and that latest is pushed", () => {
    expect(project()).toHaveProperty("environment.environment_variable", [
      { name: "CONTAINER_NAME", value: "container" },
      { name: "PUSH_LATEST", value: "true" },
      { name: "REPOSITORY_URI", value: ref("aws_ecr_repository.main.repository_url") },
    ]);
  });

  it("pushes no latest to a repository whose tags are immutable", () => {
    expect(project({ imageRepository: { tagMutability: "IMMUTABLE" } })).toMatchObject({
      environment: {
        environment_variable: expect.arrayContaining([{ name: "PUSH_LATEST", value: "false" }]),
      },
    });
  });

  it("reads of a repository that exists whether latest can be pushed again", () => {
    const template = templateOf({ imageRepository: { existingRepository: "team/app" } });
    expect(template.at("data.aws_ecr_repository.main")).toEqual({ name: "team/app" });
    expect(template.at("aws_codebuild_project.main")).toHaveProperty("environment.environment_variable[1]", {
      name: "PUSH_LATEST",
      value: ref('tostring((data.aws_ecr_repository.main.image_tag_mutability == "MUTABLE"))'),
    });
  });

  it("takes a specification of the application's repository, another image and no Docker", () => {
    const build = {
      buildspec: "ci/buildspec.yml",
      image: "aws/codebuild/standard:2.0",
      privilegedMode: false,
    };
    expect(project({ build })).toMatchObject({
      source: { buildspec: "ci/buildspec.yml" },
      environment: { image: "aws/codebuild/standard:2.0", privileged_mode: false },
    });
    expect(warningsOf(stackOf(githubToEcs({ build })))).toContainEqual(
      expect.stringContaining("AWS no longer maintains this build image"),
    );
  });

  it("adds an entry's own variables to those it needs", () => {
    const build = { environmentVariables: { STAGE: "test", PUSH_LATEST: "false" } };
    expect(project({ build })).toHaveProperty("environment.environment_variable", [
      { name: "CONTAINER_NAME", value: "container" },
      { name: "PUSH_LATEST", value: "false" },
      { name: "REPOSITORY_URI", value: ref("aws_ecr_repository.main.repository_url") },
      { name: "STAGE", value: "test" },
    ]);
  });

  it("makes no repository where one exists, pushes to that one, and says where it is", () => {
    const template = templateOf({ imageRepository: { existingRepository: "team/app" } });
    expect(template.find("aws_ecr_repository")).toEqual([]);
    expect(template.find("aws_ecr_lifecycle_policy")).toEqual([]);
    const [push] = template
      .statements("codebuild")
      .filter(({ actions }) => (actions as readonly string[]).includes("ecr:PutImage"));
    expect(push?.resources).toEqual([arn("ecr", "repository/team/app")]);
    expect(template.section("output").repository_url).toMatchObject({
      value: expect.stringMatching(/\/team\/app$/),
    });
  });

  it("does not warn of tags of which it knows nothing", () => {
    const imageRepository = { existingRepository: "team/app" };
    expect(warningsOf(stackOf(githubToEcs({ imageRepository }))).join()).not.toContain("Tags of this");
  });

  it.each(["", "Team/App", ref("aws_ecr_repository.app.name")])(
    "refuses the existing repository %j",
    (existingRepository) => {
      expect(findingsOf(stackOf(githubToEcs({ imageRepository: { existingRepository } })))).toMatchObject([
        { at: "one/image_repository", says: expect.stringMatching(/^repositoryName is /) },
      ]);
    },
  );

  it("makes nothing of S3's where a bucket exists, and encrypts in it with the entry's key", () => {
    const template = templateOf({ artifactStore: { existingBucket: "shared" }, kmsKey: "create" });
    expect(template.addresses.filter((address) => address.includes("s3"))).toEqual([]);
    expect(template.at("aws_codepipeline.main").artifact_store).toEqual([
      {
        type: "S3",
        location: "shared",
        encryption_key: { type: "KMS", id: ref("aws_kms_key.main.arn") },
      },
    ]);
  });

  it("prefers the bucket's own key to the entry's", () => {
    const kmsKeyArn = "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-000000000000";
    for (const artifactStore of [
      { bucket: "own", kmsKeyArn },
      { existingBucket: "shared", kmsKeyArn },
    ]) {
      expect(templateOf({ artifactStore, kmsKey: "create" }).at("aws_codepipeline.main")).toMatchObject({
        artifact_store: [{ encryption_key: { type: "KMS", id: kmsKeyArn } }],
      });
    }
  });

  it("takes a bucket that exists in another Region, and names one there after that of its own Region", () => {
    const { service } = githubToEcs();
    const deploy = { type: "deploy", service: service ?? expect.fail("the entry has no service") } as const;
    const template = new Template(
      stackOf({
        system: "github-to-ecs",
        stack: "one",
        source: githubToEcs().source,
        artifactStore: { existingBucket: "shared" },
        crossRegionArtifactStores: { "us-east-1": { existingBucket: "shared-in-virginia" } },
        stages: [
          { ...deploy, stageName: "Virginia", region: "us-east-1" },
          { ...deploy, stageName: "Tokyo", region: "ap-northeast-1" },
        ],
      }),
    );
    expect(template.at("aws_codepipeline.main").artifact_store).toEqual([
      { type: "S3", region: "eu-central-1", location: "shared" },
      { type: "S3", region: "us-east-1", location: "shared-in-virginia" },
      { type: "S3", region: "ap-northeast-1", location: ref("aws_s3_bucket.artifact_ap_northeast_1.id") },
    ]);
    expect(template.find("aws_s3_bucket").map(({ bucket }) => bucket)).toEqual(["shared-ap-northeast-1"]);
  });

  it("may push to its own repository and log in, no more", () => {
    expect(templateOf().statements("codebuild")).toEqual(
      expect.arrayContaining([
        {
          effect: "Allow",
          actions: [
            "ecr:BatchCheckLayerAvailability",
            "ecr:BatchGetImage",
            "ecr:CompleteLayerUpload",
            "ecr:GetDownloadUrlForLayer",
            "ecr:InitiateLayerUpload",
            "ecr:PutImage",
            "ecr:UploadLayerPart",
          ],
          resources: [arn("ecr", "repository/app")],
        },
        { effect: "Allow", actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
      ]),
    );
  });
});

describe("the pipeline of github-to-ecs", () => {
  it("takes type, mode and variables from the entry", () => {
    const pipeline = { executionMode: "QUEUED", variables: [{ name: "TAG", defaultValue: "a" }] } as const;
    expect(templateOf({ pipeline }).at("aws_codepipeline.main")).toMatchObject({
      execution_mode: "QUEUED",
      variable: [{ name: "TAG", default_value: "a" }],
    });
    expect(templateOf({ pipeline: { pipelineType: "V1" } }).at("aws_codepipeline.main").pipeline_type).toBe(
      "V1",
    );
  });

  it("takes another name, and webhook and role follow", () => {
    const template = templateOf({ pipeline: { pipelineName: "delivery" } });
    expect(template.at("aws_codepipeline.main").name).toBe("delivery");
    expect(template.at("aws_codepipeline_webhook.main").target_pipeline).toBe(
      ref("aws_codepipeline.main.name"),
    );
    expect(template.at("aws_codepipeline_webhook.main").name).toMatch(
      /^\$\{substr\(aws_codepipeline\.main\.name, 0, 91\)\}-/,
    );
    expect(template.at("aws_iam_role.codepipeline").name).toBe("delivery-codepipeline");
  });

  it("carries the exact statements of an adopted role", () => {
    const statements = [{ actions: ["iam:PassRole"], resources: ["*"] }];
    const stack = stackOf(githubToEcs({ pipeline: { role: { statements } } }));
    expect(new Template(stack).statements("codepipeline")).toEqual([
      { effect: "Allow", actions: ["iam:PassRole"], resources: ["*"] },
    ]);
    expect(warningsOf(stack)).toContainEqual(
      expect.stringMatching(/^one\/pipeline\/role: .*exact statements/),
    );
  });
});
