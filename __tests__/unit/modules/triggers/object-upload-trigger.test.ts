import { describe, expect, it } from "vitest";
import {
  ObjectUploadTrigger,
  type ObjectUploadTriggerProps,
} from "../../../../modules/triggers/object-upload-trigger";
import { BareStack } from "../../../support/bare-stack";
import { findingsOf, warningsOf } from "../../../support/findings";
import { ref } from "../../../support/ref";
import { Template } from "../../../support/template";

const pipelineArn = "arn:aws:codepipeline:eu-central-1:123456789012:app";

function withTrigger(changes: Partial<ObjectUploadTriggerProps> = {}): BareStack {
  const stack = new BareStack();
  new ObjectUploadTrigger(stack, "uploaded", {
    ruleName: "app-uploaded",
    pipelineArn,
    arn: pipelineArn,
    bucketName: "shop-definitions",
    objectKey: "release.zip",
    ...changes,
  });
  return stack;
}

describe("the rule of an upload", () => {
  it("waits for this object in this bucket", () => {
    const stack = withTrigger();
    expect(new Template(stack).at("aws_cloudwatch_event_rule.uploaded")).toEqual({
      name: "app-uploaded",
      description: "Starts the pipeline when shop-definitions/release.zip is uploaded",
      event_pattern: {
        source: ["aws.s3"],
        "detail-type": ["Object Created"],
        detail: { bucket: { name: ["shop-definitions"] }, object: { key: ["release.zip"] } },
      },
    });
    expect(warningsOf(stack)).toEqual([]);
  });

  it.each<[string, Partial<ObjectUploadTriggerProps>, string, string]>([
    [
      "a rule name of 65 characters",
      { ruleName: "r".repeat(65), targetId: "t", role: { roleName: "r" } },
      "bare/uploaded/rule",
      "ruleName is not a valid rule name (65 characters)",
    ],
    [
      "an empty target ID",
      { targetId: "" },
      "bare/uploaded/rule/target",
      "targetId is not a valid target ID",
    ],
    [
      "a description of 513 characters",
      { description: "d".repeat(513) },
      "bare/uploaded/rule",
      "description length is out of range",
    ],
  ])("refuses %s", (_, changes, at, says) => {
    expect(findingsOf(withTrigger(changes))).toMatchObject([{ at, says }]);
  });
});

describe("the target of an upload", () => {
  it("starts the pipeline with a role, and with no input when nothing is overridden", () => {
    expect(new Template(withTrigger()).at("aws_cloudwatch_event_target.uploaded")).toEqual({
      rule: ref("aws_cloudwatch_event_rule.uploaded.name"),
      target_id: "app-uploaded",
      arn: pipelineArn,
      role_arn: ref("aws_iam_role.execute.arn"),
      depends_on: ["aws_iam_role_policy.execute"],
    });
  });

  it("hands the uploaded version on as a source revision", () => {
    const template = new Template(withTrigger({ overriddenAction: "Definitions" }));
    expect(template.at("aws_cloudwatch_event_target.uploaded").input_transformer).toEqual({
      input_paths: { revisionValue: "$.detail.object.version-id" },
      input_template: {
        sourceRevisions: [
          {
            actionName: "Definitions",
            revisionType: "S3_OBJECT_VERSION_ID",
            revisionValue: "<revisionValue>",
          },
        ],
      },
    });
  });

  it("may start this pipeline and nothing else, as a role that takes the options of every role", () => {
    const role = { policyType: "managed", policyName: "start", roleName: "starter" } as const;
    const template = new Template(withTrigger({ role, roleLogicalId: "starter" }));
    expect(template.at("aws_iam_role.starter").name).toBe("starter");
    expect(template.at("aws_iam_policy.starter").name).toBe("start");
    expect(template.statements("starter")).toEqual([
      { effect: "Allow", actions: ["codepipeline:StartPipelineExecution"], resources: [pipelineArn] },
    ]);
  });
});
