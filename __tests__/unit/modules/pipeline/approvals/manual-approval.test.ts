import { describe, expect, it } from "vitest";
import {
  ManualApproval,
  type ManualApprovalProps,
} from "../../../../../modules/pipeline/approvals/manual-approval";
import { BareStack } from "../../../../support/bare-stack";
import { findingsOf } from "../../../../support/findings";
import { emptyPipeline } from "../../../../support/minimal-modules";
import { PlainSource } from "../../../../support/plain-action";
import { Template } from "../../../../support/template";

const topic = "arn:aws:sns:eu-central-1:123456789012:approvals";

function withApproval(changes: Partial<ManualApprovalProps> = {}): BareStack {
  const stack = new BareStack();
  emptyPipeline(stack)
    .stage("Source", new PlainSource())
    .stage("Approve", new ManualApproval({ actionName: "Approve", ...changes }));
  return stack;
}

describe("a manual approval", () => {
  it("needs no configuration and no permission", () => {
    const template = new Template(withApproval());
    expect(template.action("Approve")).toEqual({
      name: "Approve",
      category: "Approval",
      owner: "AWS",
      provider: "Manual",
      version: "1",
    });
    expect(JSON.stringify(template.statements("codepipeline"))).not.toContain("sns:");
  });

  it("tells a topic, says what to look at, and waits as long as it is told", () => {
    const stack = withApproval({
      notificationArn: topic,
      externalEntityLink: "https://example.com",
      customData: "Staging looks good?",
      timeoutInMinutes: 60,
    });
    expect(findingsOf(stack)).toEqual([]);
    expect(new Template(stack).action("Approve")).toMatchObject({
      timeout_in_minutes: 60,
      configuration: {
        NotificationArn: topic,
        ExternalEntityLink: "https://example.com",
        CustomData: "Staging looks good?",
      },
    });
    expect(new Template(stack).statements("codepipeline")).toContainEqual({
      effect: "Allow",
      actions: ["sns:Publish"],
      resources: [topic],
    });
  });

  it.each<[Partial<ManualApprovalProps>, string]>([
    [{ notificationArn: "approvals" }, "notificationArn is not an ARN of the kind that is needed"],
    [{ externalEntityLink: "example.com" }, "externalEntityLink is not a URL"],
    [{ customData: "x".repeat(1001) }, "customData length is out of range"],
    [{ timeoutInMinutes: 4 }, "timeoutInMinutes is out of range"],
  ])("is refused with %j", (changes, says) => {
    expect(findingsOf(withApproval(changes))).toMatchObject([{ says }]);
  });
});
