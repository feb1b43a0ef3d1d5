import { Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import type { ProjectSettings } from "../../../settings/schema/project";
import type { StackSettings } from "../../../systems";
import { unwrittenApp } from "../../support/bare-stack";
import {
  completeCloudfront,
  completeKeptCloudfront,
} from "../../support/complete-entries/cloudfront-continuous-deployment";
import { completeCommitStatus } from "../../support/complete-entries/commit-status";
import { completeBlueGreen } from "../../support/complete-entries/ecr-push-blue-green";
import { completeShared } from "../../support/complete-entries/github-to-ecs";
import { findingsOf } from "../../support/findings";
import {
  cloudfrontContinuousDeployment,
  commitStatus,
  ecrPushBlueGreen,
  ecrPushToEcs,
  githubActionsToEcs,
  githubConnection,
  githubToEcs,
} from "../../support/minimal-entries";
import { stackOf } from "../../support/minimal-stacks";
import { ref } from "../../support/ref";

function hclOf(entry: StackSettings, project: Partial<ProjectSettings> = {}): string {
  return Testing.synthHcl(stackOf(entry, { app: unwrittenApp({ hclOutput: true }), project }));
}

describe("a stack written as HCL", () => {
  it("replaces nothing by a reference, which HCL wants bare and CDKTF writes in quotes", () => {
    for (const entry of [githubToEcs(), ecrPushToEcs(), ecrPushBlueGreen()]) {
      expect(hclOf(entry)).not.toContain("replace_triggered_by");
    }
  });

  it("leaves the required version out, which CDKTF would write as broken HCL", () => {
    expect(hclOf(githubToEcs())).not.toContain("required_version");
    expect(hclOf(ecrPushToEcs(), { backend: { type: "s3", bucket: "state" } })).not.toContain(
      "required_version",
    );
  });

  it("has policy documents as blocks", () => {
    expect(hclOf(ecrPushToEcs())).toMatch(/data "aws_iam_policy_document" "execute" \{\s*statement \{/);
  });

  it.each<[string, StackSettings]>([
    ["github-to-ecs", githubToEcs()],
    ["ecr-push-to-ecs", ecrPushToEcs()],
    ["ecr-push-blue-green", ecrPushBlueGreen()],
    ["ecr-push-blue-green with a service that is made", completeBlueGreen],
    ["github-connection", githubConnection()],
    ["github-to-ecs of what exists", completeShared],
    ["github-to-ecs with commit statuses", githubToEcs({ commitStatus: true })],
    ["commit-status", commitStatus()],
    ["commit-status with all that can be said", completeCommitStatus],
    ["github-actions-to-ecs", githubActionsToEcs({ workflow: { placedBy: "terraform" } })],
    ["github-actions-to-ecs with an access key", githubActionsToEcs({ identity: { type: "access-key" } })],
    ["cloudfront-continuous-deployment", cloudfrontContinuousDeployment()],
    ["cloudfront-continuous-deployment with all that can be said", completeCloudfront],
    ["cloudfront-continuous-deployment with a staging distribution that is kept", completeKeptCloudfront],
  ])("holds no token that was not resolved: %s", (_, entry) => {
    expect(hclOf(entry)).not.toMatch(/TfToken|unresolved|\[object/);
  });

  it("compares the mutability of a repository that exists in quotes that Terraform reads", () => {
    expect(hclOf(completeShared)).toContain(
      `value = "${ref('tostring((data.aws_ecr_repository.main.image_tag_mutability == "MUTABLE"))')}"`,
    );
  });

  it("has what a production distribution ignores, and the distribution that a policy is attached to, as Terraform reads them", () => {
    const distribution = hclOf(completeKeptCloudfront).split(
      'resource "aws_cloudfront_distribution" "production"',
    )[1];
    expect(distribution).toMatch(
      /lifecycle \{\s*ignore_changes = \[\s*origin,?\s*\]\s*postcondition \{\s*condition\s*= "\$\{self\.id == \\?"E1EXAMPLE2PRODUCTION/,
    );
  });

  it("has the findings of its JSON form", () => {
    const entry = githubToEcs({ artifactStore: { bucket: "A" } });
    const app = unwrittenApp({ hclOutput: true });
    expect(findingsOf(stackOf(entry, { app }))).toEqual(findingsOf(stackOf(entry)));
  });
});
