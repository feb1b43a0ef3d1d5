import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { DataAwsRegion } from "@cdktf/provider-aws/lib/data-aws-region";
import { TerraformHclModule, TerraformLocal, TerraformOutput } from "cdktf";
import { Construct } from "constructs";
import { describe, expect, it } from "vitest";
import { setLogicalId } from "../../../../modules/logical-ids/logical-id";
import { BareStack } from "../../../support/bare-stack";
import { findingsOf } from "../../../support/findings";
import { artifactStore, reference } from "../../../support/minimal-modules";
import { ref } from "../../../support/ref";
import { Template } from "../../../support/template";

function logGroup(scope: Construct, id: string): CloudwatchLogGroup {
  return new CloudwatchLogGroup(scope, id, { name: "logs" });
}

/** A construct whose elements end in the given address. */
function module(scope: Construct, id: string, address?: string): Construct {
  const construct = new Construct(scope, id);
  setLogicalId(construct, address);
  return construct;
}

describe("Terraform addresses", () => {
  it("end in the construct's ID by default", () => {
    const stack = new BareStack();
    logGroup(module(stack, "build"), "anything");
    expect(new Template(stack).addresses).toEqual(["aws_cloudwatch_log_group.build"]);
  });

  it("end in the address that a module is given", () => {
    const stack = new BareStack();
    artifactStore(stack, { logicalId: "team" });
    expect(new Template(stack).addresses).toEqual([
      "aws_s3_bucket.team",
      "aws_s3_bucket_lifecycle_configuration.team",
      "aws_s3_bucket_policy.team",
      "aws_s3_bucket_public_access_block.team",
      "aws_s3_bucket_server_side_encryption_configuration.team",
      "data.aws_caller_identity.current",
      "data.aws_iam_policy_document.team",
      "data.aws_partition.current",
      "data.aws_region.current",
    ]);
  });

  it("come from the nearest module above", () => {
    const stack = new BareStack();
    const outer = module(stack, "outer");
    logGroup(module(outer, "inner"), "logs");
    logGroup(outer, "logs");
    expect(new Template(stack).addresses).toEqual([
      "aws_cloudwatch_log_group.inner",
      "aws_cloudwatch_log_group.outer",
    ]);
  });

  it("are the path below the stack for a user's own resources, without a hash and without 'resource'", () => {
    const stack = new BareStack();
    logGroup(new Construct(new Construct(stack, "team"), "resource"), "logs");
    logGroup(stack, "logs");
    expect(new Template(stack).addresses).toEqual([
      "aws_cloudwatch_log_group.logs",
      "aws_cloudwatch_log_group.team_logs",
    ]);
  });

  it("stay what they are when a resource is added before", () => {
    const stack = new BareStack();
    logGroup(new Construct(stack, "new"), "logs");
    logGroup(module(stack, "old"), "logs");
    expect(new Template(stack).addresses).toContain("aws_cloudwatch_log_group.old");
  });

  it("may repeat for elements of different types, and for a resource and a data source", () => {
    const stack = new BareStack();
    const here = module(stack, "here", "example");
    logGroup(here, "logs");
    new DataAwsRegion(here, "region");
    expect(findingsOf(stack)).toEqual([]);
  });
});

describe("two constructs at one address", () => {
  it("are refused with both construct paths", () => {
    const stack = new BareStack();
    logGroup(module(stack, "a", "example"), "logs");
    logGroup(module(stack, "b", "example"), "logs");
    expect(findingsOf(stack)).toMatchObject([
      {
        at: "bare",
        says: expect.stringContaining("address aws_cloudwatch_log_group.example is claimed"),
        got: '["bare/a/logs","bare/b/logs"]',
      },
    ]);
  });

  it("are found where two paths are joined to the same name", () => {
    const stack = new BareStack();
    logGroup(new Construct(stack, "a_b"), "logs");
    logGroup(new Construct(new Construct(stack, "a"), "b"), "logs");
    expect(findingsOf(stack)).toMatchObject([{ got: '["bare/a_b/logs","bare/a/b/logs"]' }]);
  });

  it("are all named when there are three", () => {
    const stack = new BareStack();
    for (const id of ["a", "b", "c"]) logGroup(module(stack, id, "example"), "logs");
    expect(findingsOf(stack)).toMatchObject([{ got: '["bare/a/logs","bare/b/logs","bare/c/logs"]' }]);
  });

  it.each<[string, (scope: Construct) => unknown, string]>([
    ["data sources", (scope) => new DataAwsRegion(scope, "region"), "data.aws_region.example"],
    ["variables", (scope) => reference(scope), "var.example"],
    ["outputs", (scope) => new TerraformOutput(scope, "output", { value: "1" }), "output.example"],
    ["locals", (scope) => new TerraformLocal(scope, "local", "1"), "local.example"],
    [
      "modules",
      (scope) => new TerraformHclModule(scope, "module", { source: "example/module" }),
      "module.example",
    ],
  ])("are found among %s", (_, create, address) => {
    const stack = new BareStack();
    create(module(stack, "a", "example"));
    create(module(stack, "b", "example"));
    expect(findingsOf(stack)).toMatchObject([{ says: expect.stringContaining(`address ${address} `) }]);
  });

  it("are found where a user overrides a logical ID", () => {
    const stack = new BareStack();
    logGroup(module(stack, "build"), "logs");
    logGroup(stack, "mine").overrideLogicalId("build");
    expect(findingsOf(stack)).toMatchObject([{ got: '["bare/build/logs","bare/mine"]' }]);
  });
});

describe("an address that Terraform would refuse", () => {
  it.each(["", "1st", "my address", "a.b", "a/b", "a".repeat(65)])("is reported: %j", (address) => {
    const stack = new BareStack();
    logGroup(module(stack, "build", address), "logs");
    expect(findingsOf(stack)).toMatchObject([
      {
        at: "bare",
        says: expect.stringMatching(/^logicalId is not a valid Terraform resource name/),
        got: JSON.stringify(address),
      },
    ]);
  });

  it("is reported for a user's own construct ID too", () => {
    const stack = new BareStack();
    logGroup(stack, "0-logs");
    expect(findingsOf(stack)).toMatchObject([{ got: '"0-logs"' }]);
  });

  it("is reported when it is a value that only Terraform knows", () => {
    const stack = new BareStack();
    logGroup(module(stack, "build", reference(stack)), "logs");
    expect(findingsOf(stack)).toMatchObject([
      { says: "logicalId is a value that only Terraform will know", got: `"${ref("var.reference")}"` },
    ]);
  });
});
