import { describe, expect, it } from "vitest";
import {
  ImagePushTrigger,
  type ImagePushTriggerProps,
} from "../../../../modules/triggers/image-push-trigger";
import { BareStack } from "../../../support/bare-stack";
import { findingsOf, warningsOf } from "../../../support/findings";
import { ref } from "../../../support/ref";
import { Template } from "../../../support/template";

const pipelineArn = "arn:aws:codepipeline:eu-central-1:123456789012:app";

function withTrigger(changes: Partial<ImagePushTriggerProps> = {}): BareStack {
  const stack = new BareStack();
  new ImagePushTrigger(stack, "pushed", {
    ruleName: "app-pushed",
    pipelineArn,
    arn: pipelineArn,
    repositoryName: "team/app",
    imageTag: "latest",
    ...changes,
  });
  return stack;
}

describe("the rule of an image push", () => {
  it("waits for a push of this tag to this repository that succeeded", () => {
    expect(new Template(withTrigger()).at("aws_cloudwatch_event_rule.pushed")).toEqual({
      name: "app-pushed",
      description: "Starts the pipeline when team/app:latest is pushed",
      event_pattern: {
        source: ["aws.ecr"],
        "detail-type": ["ECR Image Action"],
        detail: {
          "action-type": ["PUSH"],
          result: ["SUCCESS"],
          "repository-name": ["team/app"],
          "image-tag": ["latest"],
        },
      },
    });
  });

  it("waits for CloudTrail's record of it on request, and warns that a trail is needed", () => {
    const stack = withTrigger({ eventPattern: "cloudtrail-put-image" });
    expect(new Template(stack).at("aws_cloudwatch_event_rule.pushed").event_pattern).toEqual({
      source: ["aws.ecr"],
      detail: {
        eventName: ["PutImage"],
        requestParameters: { repositoryName: ["team/app"], imageTag: ["latest"] },
      },
    });
    expect(warningsOf(stack)).toEqual([
      expect.stringMatching(/^bare\/pushed: .*fires only where a trail records management events/),
    ]);
  });

  it("has nothing to warn of by default", () => {
    expect(warningsOf(withTrigger())).toEqual([]);
  });

  it.each<[string, Partial<ImagePushTriggerProps>, string, string]>([
    [
      "a rule name of 65 characters",
      { ruleName: "r".repeat(65), targetId: "t", role: { roleName: "r" } },
      "bare/pushed/rule",
      "ruleName is not a valid rule name (65 characters)",
    ],
    ["an empty target ID", { targetId: "" }, "bare/pushed/rule/target", "targetId is not a valid target ID"],
    [
      "a description of 513 characters",
      { description: "d".repeat(513) },
      "bare/pushed/rule",
      "description length is out of range",
    ],
  ])("refuses %s", (_, changes, at, says) => {
    expect(findingsOf(withTrigger(changes))).toMatchObject([{ at, says }]);
  });
});

describe("the target of an image push", () => {
  it("starts the pipeline with a role, and with no input when nothing is overridden", () => {
    expect(new Template(withTrigger()).at("aws_cloudwatch_event_target.pushed")).toEqual({
      rule: ref("aws_cloudwatch_event_rule.pushed.name"),
      target_id: "app-pushed",
      arn: pipelineArn,
      role_arn: ref("aws_iam_role.execute.arn"),
      depends_on: ["aws_iam_role_policy.execute"],
    });
  });

  it.each([
    ["ecr-image-action", "$.detail.image-digest"],
    ["cloudtrail-put-image", "$.detail.responseElements.image.imageId.imageDigest"],
  ] as const)("hands the digest of %s on as a source revision", (eventPattern, digestPath) => {
    const template = new Template(withTrigger({ eventPattern, overriddenAction: "Source" }));
    expect(template.at("aws_cloudwatch_event_target.pushed").input_transformer).toEqual({
      input_paths: { revisionValue: digestPath },
      input_template: {
        sourceRevisions: [
          { actionName: "Source", revisionType: "IMAGE_DIGEST", revisionValue: "<revisionValue>" },
        ],
      },
    });
  });
});

describe("the role of an image push", () => {
  it("may start this pipeline and nothing else", () => {
    expect(new Template(withTrigger()).statements("execute")).toEqual([
      { effect: "Allow", actions: ["codepipeline:StartPipelineExecution"], resources: [pipelineArn] },
    ]);
  });

  it("is assumed by EventBridge only", () => {
    expect(new Template(withTrigger()).statements("execute_trust")).toMatchObject([
      { principals: [{ type: "Service", identifiers: ["events.amazonaws.com"] }] },
    ]);
  });

  it("takes the options of every role", () => {
    const role = { policyType: "managed", policyName: "start", roleName: "starter" } as const;
    const template = new Template(withTrigger({ role, roleLogicalId: "starter" }));
    expect(template.at("aws_iam_role.starter").name).toBe("starter");
    expect(template.at("aws_iam_policy.starter").name).toBe("start");
  });
});
