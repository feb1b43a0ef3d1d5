import { describe, expect, it } from "vitest";
import { permissionsOf } from "../../../report/permissions";
import type { RoleOverview, StatementOverview } from "../../../report/role-overview";

const allow = (actions: readonly string[], resources: readonly string[]): StatementOverview => ({
  effect: "Allow",
  actions,
  resources,
  conditions: [],
});

const role = (
  statements: readonly StatementOverview[],
  changes: Partial<RoleOverview> = {},
): RoleOverview => ({
  roleName: "role",
  assumedBy: [{ type: "Service", name: "codebuild.amazonaws.com" }],
  trustConditions: [],
  statements,
  managedPolicies: [],
  permissionsBoundary: undefined,
  ...changes,
});

describe("what a role may do, in one line", () => {
  it("counts the actions of a service, and names one that stands alone", () => {
    const statements = [
      allow(["s3:GetObject", "s3:PutObject"], ["a/*"]),
      allow(["iam:PassRole"], ["role/task"]),
    ];
    expect(permissionsOf(role(statements))).toBe("iam:PassRole, s3 2");
  });

  it("counts an action once, however many statements allow it", () => {
    const statements = [allow(["s3:GetObject", "s3:PutObject"], ["a/*"]), allow(["s3:GetObject"], ["b/*"])];
    expect(permissionsOf(role(statements))).toBe("s3 2");
  });

  it("names what is allowed on every resource", () => {
    const statements = [
      allow(["ecr:PutImage"], ["repository/app"]),
      allow(["ecr:GetAuthorizationToken"], ["*"]),
      allow(["ecs:RegisterTaskDefinition"], ["*"]),
    ];
    expect(permissionsOf(role(statements))).toBe(
      "ecr 2 (on *: GetAuthorizationToken), ecs:RegisterTaskDefinition on *",
    );
  });

  it("names actions with a wildcard, also the one that is everything", () => {
    expect(
      permissionsOf(
        role([allow(["s3:Get*", "s3:List*", "s3:PutObject"], ["a/*"]), allow(["sqs:*"], ["queue"])]),
      ),
    ).toBe("s3 3 (Get*, List*), sqs:*");
    expect(permissionsOf(role([allow(["*"], ["*"])]))).toBe("* on *");
  });

  it("says what is denied, attached, a boundary, and that nothing is allowed", () => {
    expect(
      permissionsOf(
        role([{ ...allow(["s3:DeleteObject"], ["*"]), effect: "Deny" }], {
          managedPolicies: ["policy/ReadOnlyAccess of AWS"],
          permissionsBoundary: "policy/boundary",
        }),
      ),
    ).toBe("policy/ReadOnlyAccess of AWS; denied s3:DeleteObject on *; within policy/boundary");
    expect(permissionsOf(role([]))).toBe("nothing");
  });

  it("says who assumes it where that is no service of AWS's", () => {
    const assumedBy = [{ type: "AWS", name: "root of 111111111111" }];
    expect(permissionsOf(role([allow(["s3:GetObject"], ["a/*"])], { assumedBy }))).toBe(
      "s3:GetObject; assumed by root of 111111111111",
    );
  });
});
