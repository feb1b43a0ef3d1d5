import { Construct } from "constructs";
import { describe, expect, it } from "vitest";
import { arnOf, roleArnOf } from "../../../../modules/aws/current";
import { resolved } from "../../../../modules/terraform/resolved";
import { BareStack } from "../../../support/bare-stack";
import { reference } from "../../../support/minimal-modules";
import { ref } from "../../../support/ref";
import { Template } from "../../../support/template";

describe("the ARN of something that exists outside", () => {
  it("names no partition, Region or account itself", () => {
    const stack = new BareStack();
    expect(resolved(stack, arnOf(stack, "ecs", "service/a/b"))).toBe(
      `arn:${ref("data.aws_partition.current.partition")}:ecs:${ref("data.aws_region.current.id")}:${ref("data.aws_caller_identity.current.account_id")}:service/a/b`,
    );
  });

  it("has no Region when it is a role", () => {
    const stack = new BareStack();
    expect(resolved(stack, roleArnOf(stack, "app"))).toBe(
      `arn:${ref("data.aws_partition.current.partition")}:iam::${ref("data.aws_caller_identity.current.account_id")}:role/app`,
    );
  });

  it("is what was given, when that is an ARN or a reference already", () => {
    const stack = new BareStack();
    const role = reference(stack);
    expect(roleArnOf(stack, "arn:aws:iam::123456789012:role/app")).toBe("arn:aws:iam::123456789012:role/app");
    expect(roleArnOf(stack, role)).toBe(role);
  });

  it("reads each data source once per stack, however many ARNs are made and wherever", () => {
    const stack = new BareStack();
    arnOf(stack, "ecs", "a");
    arnOf(new Construct(stack, "inner"), "ecr", "b");
    expect(new Template(stack).addresses).toEqual([
      "data.aws_caller_identity.current",
      "data.aws_partition.current",
      "data.aws_region.current",
    ]);
  });

  it("says so when a user's construct stands where the data sources belong", () => {
    const stack = new BareStack();
    new Construct(stack, "current");
    expect(() => arnOf(stack, "ecs", "a")).toThrow(/already a Construct with name 'current'/);
  });
});
