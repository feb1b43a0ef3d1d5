import { describe, expect, it } from "vitest";
import { Role, type RoleOptions } from "../../../../modules/iam/role";
import { trustService } from "../../../../modules/iam/trust";
import { BareStack } from "../../../support/bare-stack";
import { findingsOf, warningsOf } from "../../../support/findings";
import { buildProject } from "../../../support/minimal-modules";
import { ref } from "../../../support/ref";
import { Template } from "../../../support/template";

const readOnly = "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess";
const asked = { actions: ["s3:GetObject"], resources: ["asked"] };
const more = { actions: ["s3:PutObject"], resources: ["more"] };

function withRole(options: RoleOptions): { stack: BareStack; role: Role } {
  const stack = new BareStack();
  const assumedBy = trustService("codebuild.amazonaws.com");
  return { stack, role: new Role(stack, "role", { assumedBy, ...options, roleName: "app" }) };
}

describe("managed policies of a role", () => {
  it("are attached beside its own policy, at an address that ends in the policy's name", () => {
    const { stack, role } = withRole({ managedPolicyArns: [readOnly] });
    role.allow(asked);
    const template = new Template(stack);
    expect(template.at("aws_iam_role_policy_attachment.role_ViewOnlyAccess")).toEqual({
      role: ref("aws_iam_role.role.name"),
      policy_arn: readOnly,
    });
    expect(template.find("aws_iam_role_policy")).toHaveLength(1);
    expect(findingsOf(stack)).toEqual([]);
  });

  it("take the place of its own policy when it has no statements, said by an empty list", () => {
    const { stack, role } = withRole({ managedPolicyArns: [readOnly], statements: [] });
    role.allow(asked);
    expect(new Template(stack).addresses).toEqual([
      "aws_iam_role.role",
      "aws_iam_role_policy_attachment.role_ViewOnlyAccess",
      "data.aws_iam_policy_document.role_trust",
    ]);
    expect(findingsOf(stack)).toEqual([]);
  });

  it("are waited for by what the role runs", () => {
    const stack = new BareStack();
    buildProject(stack, { role: { managedPolicyArns: [readOnly] } });
    expect(new Template(stack).at("aws_codebuild_project.build").depends_on).toEqual([
      "aws_iam_role_policy.codebuild",
      "aws_iam_role_policy_attachment.codebuild_ViewOnlyAccess",
    ]);
  });

  it("are refused by name, and when one is named twice", () => {
    const { stack, role } = withRole({ managedPolicyArns: ["ViewOnlyAccess", "ViewOnlyAccess"] });
    role.allow(asked);
    expect(findingsOf(stack).map(({ says }) => says)).toEqual([
      "managedPolicyArns[0] is not an ARN of the kind that is needed",
      "managedPolicyArns[1] is not an ARN of the kind that is needed",
      "managedPolicyArns name a policy more than once",
    ]);
  });
});

describe("additional statements of a role", () => {
  it("stand beside those that the code asks for, without a warning", () => {
    const { stack, role } = withRole({ additionalStatements: [more] });
    role.allow(asked);
    expect(new Template(stack).statements("role")).toEqual([
      { effect: "Allow", ...asked },
      { effect: "Allow", ...more },
    ]);
    expect(warningsOf(stack)).toEqual([]);
  });

  it("stand beside exact ones", () => {
    const { stack, role } = withRole({ statements: [more], additionalStatements: [asked] });
    role.allow({ actions: ["s3:DeleteObject"], resources: ["never"] });
    expect(new Template(stack).statements("role").map(({ actions }) => actions)).toEqual([
      more.actions,
      asked.actions,
    ]);
  });

  it("are refused like exact ones", () => {
    const { stack } = withRole({ additionalStatements: [{ actions: [], resources: ["*"] }] });
    expect(findingsOf(stack)).toMatchObject([{ says: "additionalStatements[0].actions is empty" }]);
  });
});
