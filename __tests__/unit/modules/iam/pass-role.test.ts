import { describe, expect, it } from "vitest";
import { invalidRole, passRole } from "../../../../modules/iam/pass-role";

describe("passing roles", () => {
  it("names the roles and the services, sorted, and nothing else", () => {
    expect(passRole(["b", "a"], ["lambda.amazonaws.com", "ecs-tasks.amazonaws.com"])).toEqual({
      actions: ["iam:PassRole"],
      resources: ["b", "a"],
      conditions: [
        {
          test: "StringEquals",
          variable: "iam:PassedToService",
          values: ["ecs-tasks.amazonaws.com", "lambda.amazonaws.com"],
        },
      ],
    });
  });

  it.each([
    "task-role",
    "arn:aws:iam::123456789012:role/task-role",
    "arn:aws:iam::123456789012:role/service-role/task-role",
    "arn:aws-us-gov:iam::123456789012:role/task-role",
  ])("takes %s for a role", (role) => {
    expect(invalidRole("role", role)).toEqual([]);
  });

  it.each([
    "*",
    "",
    "service-role/task-role",
    "arn:aws:iam::123456789012:user/app",
    "arn:aws:iam::*:role/app",
  ])("refuses %s", (role) => {
    expect(invalidRole("role", role)).toMatchObject([{ property: "role", got: role }]);
  });
});
