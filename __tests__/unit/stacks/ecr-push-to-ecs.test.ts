import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findingsOf, warningsOf } from "../../support/findings";
import { ecrPushToEcs, releasePath, service } from "../../support/minimal-entries";
import { stackOf } from "../../support/minimal-stacks";
import { arn, ref } from "../../support/ref";
import { Template } from "../../support/template";

const templateOf = (...args: Parameters<typeof ecrPushToEcs>) => new Template(stackOf(ecrPushToEcs(...args)));

describe("the stack ecr-push-to-ecs", () => {
  it("has nothing to complain of with the least settings", () => {
    expect(findingsOf(stackOf(ecrPushToEcs()))).toEqual([]);
  });

  it("has a key of its own beside what another account may pull", () => {
    const elsewhere = {
      type: "deploy",
      stageName: "Deploy",
      service,
      account: { id: "210987654321" },
    } as const;
    const entry = releasePath([elsewhere], { kmsKey: "create", allowedAccountIds: ["123456789012"] });
    expect(findingsOf(stackOf(entry))).toEqual([]);
  });

  it("goes from the image through a build step to ECS", () => {
    expect(templateOf().at("aws_codepipeline.main").stage).toMatchObject([
      {
        name: "Source",
        action: [{ provider: "ECR", configuration: { RepositoryName: "app", ImageTag: "latest" } }],
      },
      { name: "Build", action: [{ provider: "CodeBuild", input_artifacts: ["Source"] }] },
      {
        name: "Deploy",
        action: [
          {
            provider: "ECS",
            input_artifacts: ["Build"],
            configuration: { FileName: "imagedefinitions.json" },
          },
        ],
      },
    ]);
  });

  it("takes the repository's and the tag's name for source and event alike", () => {
    const template = templateOf({
      imageRepository: { repositoryName: "team/app" },
      source: { imageTag: "release" },
    });
    expect(template.action("Source").configuration).toEqual({
      RepositoryName: "team/app",
      ImageTag: "release",
    });
    expect(template.at("aws_cloudwatch_event_rule.pushed")).toMatchObject({
      event_pattern: { detail: { "repository-name": ["team/app"], "image-tag": ["release"] } },
    });
  });

  it("watches a repository that exists", () => {
    const stack = stackOf(ecrPushToEcs({ imageRepository: { existingRepository: "team/app" } }));
    expect(findingsOf(stack)).toEqual([]);
    expect(warningsOf(stack)).toEqual([]);
    const template = new Template(stack);
    expect(template.action("Source")).toHaveProperty("configuration.RepositoryName", "team/app");
    expect(template.at("aws_cloudwatch_event_rule.pushed")).toHaveProperty(
      "event_pattern.detail.repository-name",
      ["team/app"],
    );
  });

  it.each(["Team/App", "", ref("aws_ecr_repository.app.name")])(
    "refuses the existing repository %j",
    (existingRepository) => {
      expect(findingsOf(stackOf(ecrPushToEcs({ imageRepository: { existingRepository } })))).toMatchObject([
        { at: "two/image_repository", says: expect.stringMatching(/^repositoryName is /) },
      ]);
    },
  );

  it("runs its step without Docker, with this project's specification and the container's name", () => {
    const shipped = readFileSync(join(__dirname, "../../../buildspec/image-definitions.yml"), "utf8");
    expect(templateOf().at("aws_codebuild_project.main")).toMatchObject({
      source: { buildspec: shipped },
      environment: {
        privileged_mode: false,
        environment_variable: [{ name: "CONTAINER_NAME", value: "container" }],
      },
    });
  });

  it("gives its step no access to images", () => {
    const actions = templateOf()
      .statements("codebuild")
      .flatMap((statement) => statement.actions as string[]);
    expect(actions.filter((action) => action.startsWith("ecr:"))).toEqual([]);
  });

  it("may start this pipeline only, when an image is pushed", () => {
    expect(templateOf().statements("execute")).toEqual([
      {
        effect: "Allow",
        actions: ["codepipeline:StartPipelineExecution"],
        resources: [arn("codepipeline", "app")],
      },
    ]);
  });

  it("names rule, target and role after the pipeline, or as an entry says", () => {
    const byDefault = templateOf();
    expect(byDefault.at("aws_cloudwatch_event_rule.pushed").name).toBe("app-pushed");
    expect(byDefault.at("aws_cloudwatch_event_target.pushed").target_id).toBe("app-pushed");
    expect(byDefault.at("aws_iam_role.execute").name).toBe("app-execute");

    const trigger = { ruleName: "rule", targetId: "target", role: { roleName: "starter" } };
    const named = templateOf({ source: { trigger } });
    expect(named.at("aws_cloudwatch_event_rule.pushed").name).toBe("rule");
    expect(named.at("aws_cloudwatch_event_target.pushed").target_id).toBe("target");
    expect(named.at("aws_iam_role.execute").name).toBe("starter");
  });

  it("is started by nothing on request, and by nothing alone", () => {
    const stack = stackOf(ecrPushToEcs({ source: { trigger: "none" } }));
    expect(findingsOf(stack)).toEqual([]);
    expect(new Template(stack).addresses.filter((address) => /event|execute/.test(address))).toEqual([]);
    expect(stack.pipeline.startedBy).toEqual([{ kind: "none", description: "nothing in this project" }]);
  });

  it("waits for CloudTrail's event on request, with the warning", () => {
    const source = { trigger: { eventPattern: "cloudtrail-put-image" } } as const;
    expect(warningsOf(stackOf(ecrPushToEcs({ source })))).toContainEqual(
      expect.stringContaining("only where a trail records management events"),
    );
  });

  it.each<[string, object | undefined]>([
    ["V2", { input_paths: { revisionValue: "$.detail.image-digest" } }],
    ["V1", undefined],
  ])("hands the pushed digest to a %s pipeline, if that can take it", (pipelineType, expected) => {
    const pipeline = { pipelineType: pipelineType as "V1" | "V2" };
    const target = templateOf({ pipeline }).at("aws_cloudwatch_event_target.pushed");
    if (expected) expect(target.input_transformer).toMatchObject(expected);
    else expect(target).not.toHaveProperty("input_transformer");
  });

  it("reports the mistakes of all its parts at once", () => {
    const stack = stackOf(
      ecrPushToEcs({
        artifactStore: { bucket: "Artifacts", expirationDays: 0 },
        imageRepository: { repositoryName: "App" },
        source: { imageTag: "a:b", trigger: { ruleName: "a/b" } },
        build: { buildTimeout: 1 },
        service: { clusterName: "a/b", serviceName: "", containerName: "c", deploymentTimeout: 99 },
        pipeline: { pipelineName: "a b", role: { roleName: "r" } },
      }),
    );
    expect(
      findingsOf(stack)
        .map(({ says }) => says.split(" ")[0])
        .sort(),
    ).toEqual(
      [
        "bucket",
        "buildTimeout",
        "clusterName",
        "deploymentTimeout",
        "expirationDays",
        "imageTag",
        "pipelineName",
        "repositoryName",
        "roleName",
        "policyName",
        "ruleName",
        "serviceName",
        "targetId",
      ].sort(),
    );
  });
});
