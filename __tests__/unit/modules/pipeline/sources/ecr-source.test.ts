import { describe, expect, it } from "vitest";
import { ExistingImageRepository } from "../../../../../modules/ecr/existing-image-repository";
import type { PipelineProps } from "../../../../../modules/pipeline/pipeline";
import type { EcrSourceProps } from "../../../../../modules/pipeline/sources/ecr-source";
import { BareStack } from "../../../../support/bare-stack";
import { findingsOf, warningsOf } from "../../../../support/findings";
import { ecrSource, emptyPipeline, pipelineFrom, reference } from "../../../../support/minimal-modules";
import { plainStage } from "../../../../support/plain-action";
import { arn, ref } from "../../../../support/ref";
import { Template } from "../../../../support/template";

function withSource(changes: Partial<EcrSourceProps> = {}, pipeline: Partial<PipelineProps> = {}): BareStack {
  const stack = new BareStack();
  pipelineFrom(stack, ecrSource(stack, changes), pipeline);
  return stack;
}

const at = "bare/pipeline/stages/Source/Source";

describe("an ECR source", () => {
  it("reads the tag latest by default", () => {
    expect(new Template(withSource()).action("Source")).toEqual({
      name: "Source",
      category: "Source",
      owner: "AWS",
      provider: "ECR",
      version: "1",
      output_artifacts: ["Source"],
      configuration: { RepositoryName: "team/app", ImageTag: "latest" },
    });
  });

  it("reads and waits for the one tag that it is given", () => {
    const template = new Template(withSource({ imageTag: "release" }));
    expect(template.action("Source")).toHaveProperty("configuration.ImageTag", "release");
    expect(template.at("aws_cloudwatch_event_rule.pushed")).toHaveProperty("event_pattern.detail.image-tag", [
      "release",
    ]);
  });

  it("lets the pipeline describe images of this repository only", () => {
    expect(new Template(withSource()).statements("codepipeline")).toContainEqual({
      effect: "Allow",
      actions: ["ecr:DescribeImages"],
      resources: [arn("ecr", "repository/team/app")],
    });
  });

  it("hands the image's variables on", () => {
    expect(ecrSource(new BareStack(), { actionName: "Image" }).variables).toEqual({
      registryId: "#{ImageVariables.RegistryId}",
      repositoryName: "#{ImageVariables.RepositoryName}",
      imageTag: "#{ImageVariables.ImageTag}",
      imageDigest: "#{ImageVariables.ImageDigest}",
      imageUri: "#{ImageVariables.ImageURI}",
    });
  });

  it.each(["", ".a", "-a", "a:b", "a b", "sha256:0", "t".repeat(129)])("refuses the tag %j", (imageTag) => {
    expect(findingsOf(withSource({ imageTag }))).toMatchObject([
      { at, says: expect.stringMatching(/^imageTag is not a valid image tag/) },
    ]);
  });

  it.each(["latest", "_a", "1.2.3-rc_1", "t".repeat(128)])("accepts the tag %s", (imageTag) => {
    expect(findingsOf(withSource({ imageTag }))).toEqual([]);
  });

  it("refuses a reference as its tag, because the event pattern compares letters", () => {
    const stack = new BareStack();
    pipelineFrom(stack, ecrSource(stack, { imageTag: reference(stack) }));
    expect(findingsOf(stack)).toMatchObject([
      { at, says: "imageTag is a value that only Terraform will know", got: `"${ref("var.reference")}"` },
    ]);
  });

  it("refuses a reference as its repository's name", () => {
    const stack = new BareStack();
    const repository = new ExistingImageRepository(stack, "image_repository", {
      repositoryName: reference(stack),
    });
    pipelineFrom(stack, ecrSource(stack, { repository }));
    const says = "repositoryName is a value that only Terraform will know";
    const got = `"${ref("var.reference")}"`;
    expect(findingsOf(stack)).toMatchObject([{ at: "bare/image_repository", says, got }]);
  });
});

describe("the image that an ECR source deploys", () => {
  const target = (stack: BareStack, logicalId = "pushed") =>
    new Template(stack).at(`aws_cloudwatch_event_target.${logicalId}`);

  it("is the very one that was pushed: its digest overrides the tag", () => {
    const stack = withSource({ actionName: "Image" });
    expect(target(stack, "image_pushed").input_transformer).toEqual({
      input_paths: { revisionValue: "$.detail.image-digest" },
      input_template: {
        sourceRevisions: [
          { actionName: "Image", revisionType: "IMAGE_DIGEST", revisionValue: "<revisionValue>" },
        ],
      },
    });
    expect(warningsOf(stack)).toEqual([]);
  });

  it.each<[string, Partial<EcrSourceProps>, Partial<PipelineProps>]>([
    ["in a V1 pipeline", {}, { pipelineType: "V1" }],
    ["in a V2 pipeline on request", { revision: "tag" }, {}],
  ])("is what the tag means %s, with a warning of the race", (_, changes, pipeline) => {
    const stack = withSource(changes, pipeline);
    expect(findingsOf(stack)).toEqual([]);
    expect(target(stack)).not.toHaveProperty("input_transformer");
    expect(target(stack)).not.toHaveProperty("input");
    expect(warningsOf(stack)).toEqual([expect.stringMatching(/two quick pushes of a tag can race/)]);
  });
});

describe("what starts an ECR source", () => {
  it("is nothing on request: no rule, target or role, and a warning", () => {
    const stack = withSource({ trigger: "none" });
    expect(findingsOf(stack)).toEqual([]);
    expect(new Template(stack).addresses.filter((address) => /event|execute|pushed/.test(address))).toEqual(
      [],
    );
    expect(warningsOf(stack)).toEqual([
      expect.stringContaining("Nothing in this project starts this source"),
    ]);
  });

  it("is nothing without a warning where another source starts the pipeline", () => {
    const stack = withSource({ trigger: "none", startedByAnother: true });
    expect(new Template(stack).find("aws_cloudwatch_event_rule")).toEqual([]);
    expect(warningsOf(stack)).toEqual([]);
  });

  it("is its rule all the same where another source starts the pipeline too", () => {
    const template = new Template(withSource({ startedByAnother: true }));
    expect(template.find("aws_cloudwatch_event_rule")).toHaveLength(1);
  });

  it("is a rule on ECR's own event by default, named after the pipeline", () => {
    const template = new Template(withSource());
    expect(template.at("aws_cloudwatch_event_rule.pushed")).toMatchObject({
      name: "app-pushed",
      event_pattern: { "detail-type": ["ECR Image Action"] },
    });
    expect(template.at("aws_iam_role.execute").name).toBe("app-execute");
  });

  it("keeps apart from that of another source: names and addresses carry the action's name", () => {
    const stack = new BareStack();
    const web = ecrSource(stack, { actionName: "Web" });
    const sidecar = ecrSource(stack, {
      actionName: "Side-Car",
      repository: new ExistingImageRepository(stack, "sidecar", { repositoryName: "team/sidecar" }),
    });
    emptyPipeline(stack).stage("Source", web, sidecar).stage("Rest", plainStage(web.output));
    expect(findingsOf(stack)).toEqual([]);
    const template = new Template(stack);
    expect(template.addresses).toEqual(
      expect.arrayContaining([
        "aws_cloudwatch_event_rule.web_pushed",
        "aws_cloudwatch_event_target.web_pushed",
        "aws_iam_role.web_execute",
        "aws_cloudwatch_event_rule.side_car_pushed",
        "aws_cloudwatch_event_target.side_car_pushed",
        "aws_iam_role.side_car_execute",
      ]),
    );
    expect(template.find("aws_cloudwatch_event_rule").map(({ name }) => name)).toEqual([
      "app-side-car-pushed",
      "app-web-pushed",
    ]);
    expect(template.find("aws_iam_role", { name: "app-side-car-execute" })).toHaveLength(1);
  });

  it("is told in words", () => {
    const stack = new BareStack();
    expect(ecrSource(stack).startedBy()).toEqual({
      kind: "event",
      description: "a push of team/app:latest to ECR",
    });
    expect(ecrSource(new BareStack(), { trigger: "none" }).startedBy()).toMatchObject({ kind: "none" });
  });
});
