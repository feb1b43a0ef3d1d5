import { describe, expect, it } from "vitest";
import { CrossAccountRole } from "../../../../modules/pipeline/cross-account-role";
import { BareStack } from "../../../support/bare-stack";
import { findingsOf } from "../../../support/findings";
import { emptyPipeline } from "../../../support/minimal-modules";
import { PlainAction, PlainSource } from "../../../support/plain-action";
import { ref } from "../../../support/ref";
import { Template } from "../../../support/template";

const pipelineRole = { accountId: "111111111111", roleName: "app-codepipeline" };
const props = { accountId: "222222222222", roleName: "app-deploy", pipelineRole };

describe("an action that exists in another account", () => {
  it("brings its permissions to a role that exists: to none of ours", () => {
    const roleArn = "arn:aws:iam::222222222222:role/deployer";
    const stack = new BareStack();
    const source = new PlainSource();
    const asked = { actions: ["ecs:UpdateService"], resources: ["arn:aws:ecs:::service/a/b"] };
    emptyPipeline(stack)
      .stage("Source", source)
      .stage("Last", new PlainAction({ inputs: [source.output], roleArn, permissions: [asked] }));
    const template = new Template(stack);
    expect(JSON.stringify(template.statements("codepipeline"))).not.toContain("ecs:UpdateService");
    expect(template.action("Plain")).toHaveProperty("role_arn", roleArn);
  });

  it("is refused with a store that has no key of its own: keys of AWS's let no other account in", () => {
    const stack = new BareStack();
    const source = new PlainSource();
    const crossAccountRole = new CrossAccountRole(stack, "deploy", props);
    emptyPipeline(stack)
      .stage("Source", source)
      .stage("Last", new PlainAction({ inputs: [source.output], crossAccountRole }));
    expect(findingsOf(stack)).toMatchObject([
      { says: "artifactStore is read from another account and has no KMS key of its own" },
    ]);
  });
});

describe("the role in another account", () => {
  it("stands under its own name, within a boundary", () => {
    const stack = new BareStack();
    const permissionsBoundary = "arn:aws:iam::222222222222:policy/boundary";
    const role = new CrossAccountRole(stack, "deploy", { ...props, permissionsBoundary });
    role.allow({ actions: ["ecs:UpdateService"], resources: ["arn:aws:ecs:::service/a/b"] });
    expect(findingsOf(stack)).toEqual([]);
    expect(new Template(stack).at("aws_iam_role.deploy")).toMatchObject({
      name: "app-deploy",
      permissions_boundary: permissionsBoundary,
      assume_role_policy: ref("data.aws_iam_policy_document.deploy_trust.json"),
    });
  });

  it.each([
    [{ accountId: "22" }, "accountId is not an AWS account ID"],
    [
      { pipelineRole: { ...pipelineRole, accountId: "11" } },
      "pipelineRole.accountId is not an AWS account ID",
    ],
    [
      { pipelineRole: { ...pipelineRole, roleName: "a b" } },
      "pipelineRole.roleName is not a valid role name",
    ],
  ])("is refused with %j", (changes, says) => {
    const stack = new BareStack();
    const role = new CrossAccountRole(stack, "deploy", { ...props, ...changes });
    role.allow({ actions: ["ecs:UpdateService"], resources: ["arn:aws:ecs:::service/a/b"] });
    expect(findingsOf(stack)).toMatchObject([{ says }]);
  });
});
