import { describe, expect, it } from "vitest";
import { User, type UserProps } from "../../../../modules/iam/user";
import { BareStack } from "../../../support/bare-stack";
import { findingsOf } from "../../../support/findings";
import { Template } from "../../../support/template";

function userWith(changes: Partial<UserProps> = {}, statements = 1) {
  const stack = new BareStack();
  const user = new User(stack, "user", { userName: "releaser", ...changes });
  for (let number = 0; number < statements; number += 1) {
    user.allow({
      actions: [`s3:${"Get".repeat(20)}${number}`],
      resources: [`arn:aws:s3:::bucket-${number}/*`],
    });
  }
  return { stack, user };
}

describe("an IAM user", () => {
  it("may do what is added after it was made, merged", () => {
    const { stack, user } = userWith({}, 0);
    user.allow({ actions: ["s3:PutObject"], resources: ["arn:aws:s3:::one/*"] });
    user.allow({ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::one/*"] });
    expect(new Template(stack).statements("user")).toEqual([
      { effect: "Allow", actions: ["s3:GetObject", "s3:PutObject"], resources: ["arn:aws:s3:::one/*"] },
    ]);
  });

  it("has a managed policy, of its name unless another is given", () => {
    expect(new Template(userWith().stack).at("aws_iam_policy.user").name).toBe("releaser");
    expect(new Template(userWith({ policyName: "releases" }).stack).at("aws_iam_policy.user").name).toBe(
      "releases",
    );
  });

  it.each<[Partial<UserProps>, string]>([
    [{ userName: "a b" }, "userName"],
    [{ userName: "u".repeat(65), policyName: "releases" }, "userName"],
    [{ policyName: "a b" }, "policyName"],
    [{ permissionsBoundary: "boundary" }, "permissionsBoundary"],
  ])("is refused with %j", (changes, property) => {
    const says = findingsOf(userWith(changes).stack).map((finding) => finding.says.split(" ")[0]);
    expect(says).toContain(property);
  });

  it("is refused with more permissions than a managed policy holds", () => {
    expect(findingsOf(userWith({}, 30).stack)).toEqual([]);
    expect(findingsOf(userWith({}, 60).stack)).toHaveLength(1);
  });
});
