import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { describe, expect, it } from "vitest";
import { describeAccount, placeOf } from "../../../report/place";
import type { ProjectStack } from "../../../stacks/project-stack";
import { BareStack } from "../../support/bare-stack";
import { ecrPushToEcs } from "../../support/minimal-entries";
import { stackOf } from "../../support/minimal-stacks";

const accountOf = (stack: ProjectStack) => describeAccount(placeOf(stack));

function assuming(...roleArns: readonly string[]): BareStack {
  const stack = new BareStack();
  const provider = stack.node.children.find((child) => child instanceof AwsProvider);
  if (provider) provider.assumeRole = roleArns.map((roleArn) => ({ roleArn }));
  return stack;
}

describe("the account of a stack", () => {
  it("is that of the credentials where the settings name none", () => {
    expect(accountOf(stackOf(ecrPushToEcs()))).toBe("that of the credentials");
  });

  it.each([
    [["111111111111"], "111111111111"],
    [["111111111111", "222222222222"], "111111111111 or 222222222222"],
  ])("is one that the settings allow: %j", (allowedAccountIds, words) => {
    expect(accountOf(stackOf(ecrPushToEcs(), { project: { allowedAccountIds } }))).toBe(words);
  });

  it("is that of the role that Terraform assumes, of a chain the last", () => {
    const stack = assuming("arn:aws:iam::111111111111:role/hub", "arn:aws:iam::222222222222:role/deployer");
    expect(accountOf(stack)).toBe("222222222222, as role/deployer");
  });

  it("is not known where only Terraform knows the role", () => {
    expect(accountOf(assuming(`\${var.role_arn}`))).toBe("that of the credentials, as var.role_arn");
  });

  it("is not asked of a provider of another Region", () => {
    const stack = new BareStack();
    new AwsProvider(stack, "other", {
      alias: "other",
      region: "us-east-1",
      allowedAccountIds: ["222222222222"],
    });
    expect(placeOf(stack)).toEqual({ region: "eu-central-1", accountIds: [] });
  });
});
