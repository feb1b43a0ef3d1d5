import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Construct } from "constructs";
import { describe, expect, it } from "vitest";
import { otherRegionOf, regionOfStack, scopeIn } from "../../../../modules/aws/regional-provider";
import { setLogicalId } from "../../../../modules/logical-ids/logical-id";
import { BareStack, unwrittenApp } from "../../../support/bare-stack";
import { Template } from "../../../support/template";

function logGroup(scope: Construct, name: string): CloudwatchLogGroup {
  const holder = new Construct(scope, name);
  setLogicalId(holder, name);
  return new CloudwatchLogGroup(holder, "log_group", { name });
}

describe("a scope in another Region", () => {
  it("gives its elements a provider of that Region, made once for all scopes", () => {
    const stack = new BareStack();
    logGroup(stack, "here");
    logGroup(scopeIn(stack, "one", "us-east-1"), "there");
    logGroup(scopeIn(stack, "two", "us-east-1"), "there_too");
    const template = new Template(stack);
    expect(template.section("provider").aws).toEqual([
      { region: "eu-central-1" },
      { region: "us-east-1", alias: "us_east_1" },
    ]);
    expect(template.at("aws_cloudwatch_log_group.there").provider).toBe("aws.us_east_1");
    expect(template.at("aws_cloudwatch_log_group.there_too").provider).toBe("aws.us_east_1");
    expect(template.at("aws_cloudwatch_log_group.here")).not.toHaveProperty("provider");
  });

  it("works with the credentials, the accounts and the tags of the stack", () => {
    class Tagged extends BareStack {
      constructor() {
        super(unwrittenApp(), {
          allowedAccountIds: ["123456789012"],
          assumeRole: { roleArn: "arn:aws:iam::123456789012:role/terraform" },
          defaultTags: { Team: "shop" },
        });
      }
    }
    const stack = new Tagged();
    logGroup(scopeIn(stack, "far", "us-east-1"), "there");
    const [own, other] = new Template(stack).section("provider").aws as readonly object[];
    expect(other).toEqual({ ...own, region: "us-east-1", alias: "us_east_1" });
  });

  it.each([undefined, "eu-central-1"])("is the stack's own for %s: no second provider", (region) => {
    const stack = new BareStack();
    const group = logGroup(scopeIn(stack, "near", region), "here");
    expect(otherRegionOf(group)).toBeUndefined();
    expect(new Template(stack).section("provider").aws).toEqual([{ region: "eu-central-1" }]);
  });

  it("tells the Region of what stands in it, before anything is written", () => {
    const stack = new BareStack();
    expect(otherRegionOf(logGroup(scopeIn(stack, "far", "us-east-1"), "there"))).toBe("us-east-1");
    expect(regionOfStack(stack)).toBe("eu-central-1");
  });
});
