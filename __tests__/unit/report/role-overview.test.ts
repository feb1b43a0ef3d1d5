import { describe, expect, it } from "vitest";
import { Role, type RoleOptions } from "../../../modules/iam/role";
import { trustOidcProvider, trustService } from "../../../modules/iam/trust";
import { roleOverview } from "../../../report/role-overview";
import { BareStack } from "../../support/bare-stack";
import { reference } from "../../support/minimal-modules";

const place = { region: "eu-central-1", accountIds: [] };
const service = trustService("codebuild.amazonaws.com");

function overview(options: RoleOptions, trust = service, stack = new BareStack()) {
  return roleOverview(new Role(stack, "one", { roleName: "one", assumedBy: trust, ...options }), place);
}

describe("a role in a report", () => {
  it("is read with whom it trusts and when", () => {
    const { assumedBy, trustConditions } = overview(
      {},
      trustOidcProvider("arn:aws:iam::111111111111:oidc-provider/token.example.com", [
        { test: "StringEquals", variable: "token.example.com:sub", values: ["repo:a/b", "repo:a/c"] },
      ]),
    );
    expect(assumedBy).toEqual([
      { type: "Federated", name: "oidc-provider/token.example.com of 111111111111" },
    ]);
    expect(trustConditions).toEqual(["token.example.com:sub StringEquals repo:a/b, repo:a/c"]);
  });

  it("shows statements that differ in their resources only as one", () => {
    const additionalStatements = ["a", "b"].map((bucket) => ({
      actions: ["s3:GetObject"],
      resources: [`arn:aws:s3:::${bucket}/*`],
    }));
    const other = { ...additionalStatements[0], effect: "Deny" } as (typeof additionalStatements)[number];
    expect(overview({ additionalStatements: [...additionalStatements, other] }).statements).toEqual([
      { effect: "Allow", actions: ["s3:GetObject"], resources: ["a/*", "b/*"], conditions: [] },
      { effect: "Deny", actions: ["s3:GetObject"], resources: ["a/*"], conditions: [] },
    ]);
  });

  it("shows the conditions of a statement", () => {
    const conditions = [
      { test: "ArnEquals", variable: "aws:PrincipalArn", values: ["arn:aws:iam::111111111111:role/x"] },
    ];
    const [statement] = overview({
      additionalStatements: [{ actions: ["sqs:SendMessage"], resources: ["*"], conditions }],
    }).statements;
    expect(statement?.conditions).toEqual(["aws:PrincipalArn ArnEquals role/x of 111111111111"]);
  });

  it("shows references in exact statements by their addresses", () => {
    const stack = new BareStack();
    const statements = [{ actions: ["kms:Decrypt"], resources: [reference(stack, "key_arn")] }];
    expect(overview({ statements }, service, stack).statements[0]?.resources).toEqual(["var.key_arn"]);
  });

  it("shows what else it carries", () => {
    const arns = {
      managedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
      permissionsBoundary: "arn:aws:iam::111111111111:policy/boundary",
    };
    expect(overview(arns)).toMatchObject({
      managedPolicies: ["policy/ReadOnlyAccess of AWS"],
      permissionsBoundary: "policy/boundary of 111111111111",
    });
  });
});
