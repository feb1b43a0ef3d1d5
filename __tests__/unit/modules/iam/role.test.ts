import { describe, expect, it } from "vitest";
import { Role, type RoleProps } from "../../../../modules/iam/role";
import type { Statement } from "../../../../modules/iam/statement";
import { trustService } from "../../../../modules/iam/trust";
import { BareStack } from "../../../support/bare-stack";
import { findingsOf, warningsOf } from "../../../support/findings";
import { reference } from "../../../support/minimal-modules";
import { ref } from "../../../support/ref";
import { Template } from "../../../support/template";

const asked: Statement = { actions: ["s3:GetObject"], resources: ["arn:aws:s3:::asked/*"] };
const exact: readonly Statement[] = [
  { sid: "Second", actions: ["s3:PutObject", "s3:GetObject"], resources: ["*"] },
  { sid: "First", effect: "Deny", actions: ["s3:*"], resources: ["b", "a"] },
];

function withRole(changes: Partial<RoleProps> = {}, ...statements: readonly Statement[]): BareStack {
  const stack = new BareStack();
  const role = new Role(stack, "role", {
    roleName: "app",
    assumedBy: trustService("codebuild.amazonaws.com"),
    ...changes,
  });
  role.allow(...statements);
  return stack;
}

describe("a service role", () => {
  it("trusts its one service", () => {
    const template = new Template(withRole({}, asked));
    expect(template.at("aws_iam_role.role")).toEqual({
      name: "app",
      assume_role_policy: ref("data.aws_iam_policy_document.role_trust.json"),
    });
    expect(template.statements("role_trust")).toEqual([
      {
        effect: "Allow",
        actions: ["sts:AssumeRole"],
        principals: [{ type: "Service", identifiers: ["codebuild.amazonaws.com"] }],
      },
    ]);
  });

  it("carries its permissions inline by default, under its own name", () => {
    const template = new Template(withRole({}, asked));
    expect(template.at("aws_iam_role_policy.role")).toEqual({
      name: "app",
      role: ref("aws_iam_role.role.name"),
      policy: ref("data.aws_iam_policy_document.role.json"),
    });
    expect(template.find("aws_iam_policy")).toEqual([]);
    expect(template.find("aws_iam_role_policy_attachment")).toEqual([]);
  });

  it("carries them in a managed policy attached to it", () => {
    const template = new Template(withRole({ policyType: "managed", policyName: "permissions" }, asked));
    expect(template.at("aws_iam_policy.role")).toEqual({
      name: "permissions",
      policy: ref("data.aws_iam_policy_document.role.json"),
    });
    expect(template.at("aws_iam_role_policy_attachment.role")).toEqual({
      role: ref("aws_iam_role.role.name"),
      policy_arn: ref("aws_iam_policy.role.arn"),
    });
    expect(template.find("aws_iam_role_policy")).toEqual([]);
  });

  it("holds the same statements inline and managed", () => {
    const inline = new Template(withRole({}, asked)).statements("role");
    expect(new Template(withRole({ policyType: "managed" }, asked)).statements("role")).toEqual(inline);
  });

  it("has description and boundary where they are given", () => {
    const permissionsBoundary = "arn:aws:iam::123456789012:policy/boundary";
    const template = new Template(withRole({ description: "Builds", permissionsBoundary }, asked));
    expect(template.at("aws_iam_role.role")).toMatchObject({
      description: "Builds",
      permissions_boundary: permissionsBoundary,
    });
  });

  it("collects what several constructs ask for, in one document", () => {
    const template = new Template(
      withRole(
        {},
        { actions: ["s3:PutObject"], resources: ["x"] },
        { actions: ["s3:GetObject"], resources: ["x"] },
      ),
    );
    expect(template.statements("role")).toEqual([
      { effect: "Allow", actions: ["s3:GetObject", "s3:PutObject"], resources: ["x"] },
    ]);
  });

  it("carries exact statements as they were given, and none that it is asked for", () => {
    expect(new Template(withRole({ statements: exact }, asked)).statements("role")).toEqual([
      { sid: "Second", effect: "Allow", actions: ["s3:PutObject", "s3:GetObject"], resources: ["*"] },
      { sid: "First", effect: "Deny", actions: ["s3:*"], resources: ["b", "a"] },
    ]);
  });

  it("warns of exact statements and says the way out", () => {
    expect(warningsOf(withRole({ statements: exact }))).toEqual([
      expect.stringMatching(/^bare\/role: This role carries the exact statements .* remove `statements`/),
    ]);
  });

  it("has nothing to warn of without them", () => {
    expect(warningsOf(withRole({}, asked))).toEqual([]);
  });

  it.each<[string, Partial<RoleProps>]>([
    ["asked for none", {}],
    ["given an empty list of exact ones", { statements: [] }],
  ])("refuses a role without a permission: %s", (_, changes) => {
    expect(findingsOf(withRole(changes))).toMatchObject([
      { at: "bare/role", says: "statements is a role without a single permission", got: '"app"' },
    ]);
  });

  it.each<[string, Partial<RoleProps>, string]>([
    [
      "a role name of 65 characters",
      { roleName: "r".repeat(65), policyName: "p" },
      "roleName is not a valid role name (65 characters)",
    ],
    [
      "a role name with a slash",
      { roleName: "team/app", policyName: "p" },
      "roleName is not a valid role name",
    ],
    [
      "a role name with a space",
      { roleName: "my app", policyName: "p" },
      "roleName is not a valid role name",
    ],
    [
      "a policy name of 129 characters",
      { policyName: "p".repeat(129) },
      "policyName is not a valid policy name (129 characters)",
    ],
    ["an empty policy name", { policyName: "" }, "policyName is not a valid policy name"],
    [
      "a boundary by name",
      { permissionsBoundary: "boundary" },
      "permissionsBoundary is not an ARN of the kind that is needed",
    ],
  ])("refuses %s", (_, changes, says) => {
    expect(findingsOf(withRole(changes, asked))).toMatchObject([{ at: "bare/role", says }]);
  });

  it.each(["arn:aws:iam::aws:policy/PowerUserAccess", "arn:aws-cn:iam::123456789012:policy/team/boundary"])(
    "accepts the boundary %s",
    (permissionsBoundary) => {
      expect(findingsOf(withRole({ permissionsBoundary }, asked))).toEqual([]);
    },
  );

  it("accepts a boundary that Terraform makes", () => {
    const stack = new BareStack();
    const role = new Role(stack, "role", {
      roleName: "app",
      assumedBy: trustService("codebuild.amazonaws.com"),
      permissionsBoundary: reference(stack),
    });
    role.allow(asked);
    expect(findingsOf(stack)).toEqual([]);
  });

  it.each([
    [{ actions: [], resources: ["*"] }, "statements[0].actions is empty"],
    [{ actions: ["s3:GetObject"] }, "statements[0].resources is empty"],
    [
      { sid: "read it", actions: ["s3:GetObject"], resources: ["*"] },
      "statements[0].sid is not a valid statement ID",
    ],
  ])("refuses the exact statement %o", (statement, says) => {
    expect(findingsOf(withRole({ statements: [statement] }))).toMatchObject([{ says }]);
  });
});
