import { describe, expect, it } from "vitest";
import type { ProjectSettings } from "../../../settings/schema/project";
import type { StackSettings } from "../../../systems";
import { ecrPushToEcs, githubToEcs } from "../../support/minimal-entries";
import { stackOf } from "../../support/minimal-stacks";
import { Template } from "../../support/template";

const templateOf = (project: Partial<ProjectSettings> = {}, entry: StackSettings = githubToEcs()) =>
  new Template(stackOf(entry, { project }));

describe("the AWS provider", () => {
  it("works in the project's Region, without tags or accounts that nobody gave", () => {
    expect(templateOf().section("provider").aws).toEqual([{ region: "eu-central-1" }]);
  });

  it("works in the entry's Region", () => {
    expect(templateOf({}, githubToEcs({ region: "us-east-1" })).section("provider").aws).toEqual([
      { region: "us-east-1" },
    ]);
  });

  it("has default tags and allowed accounts on request", () => {
    const project = { defaultTags: { Team: "platform" }, allowedAccountIds: ["123456789012"] };
    expect(templateOf(project).section("provider").aws).toEqual([
      {
        region: "eu-central-1",
        default_tags: [{ tags: { Team: "platform" } }],
        allowed_account_ids: ["123456789012"],
      },
    ]);
  });
});

describe("the versions that a stack takes", () => {
  it("are ranges, of providers and of Terraform", () => {
    expect(templateOf().section("terraform")).toMatchObject({
      required_version: ">= 1.5.0",
      required_providers: {
        aws: { source: "aws", version: ">= 5.100.0, < 7.0.0" },
        github: { source: "integrations/github", version: ">= 6.0.0, < 7.0.0" },
        random: { source: "hashicorp/random", version: ">= 3.6.0, < 4.0.0" },
      },
    });
  });

  it("start at the Terraform that S3's own lock needs, where state is in S3", () => {
    const { required_version } = templateOf({ backend: { type: "s3", bucket: "state" } }).section(
      "terraform",
    );
    expect(required_version).toBe(">= 1.11.0");
  });
});

describe("the state of a stack", () => {
  const backendOf = (...args: Parameters<typeof templateOf>) =>
    templateOf(...args).section("terraform").backend;

  it("is a file by a relative path, so that the output is the same everywhere", () => {
    const local = { local: { path: "../../../state/one.tfstate" } };
    expect(backendOf()).toEqual(local);
    expect(backendOf({ backend: { type: "local" } })).toEqual(local);
  });

  it("is an object of its own in a bucket, encrypted and locked by S3", () => {
    expect(backendOf({ backend: { type: "s3", bucket: "state" } })).toEqual({
      s3: {
        bucket: "state",
        key: "pipelines/one.tfstate",
        region: "eu-central-1",
        encrypt: true,
        use_lockfile: true,
      },
    });
  });

  it("takes the bucket's options", () => {
    const backend = {
      type: "s3",
      bucket: "state",
      region: "us-east-1",
      keyPrefix: "a/b",
      kmsKeyId: "key",
    } as const;
    expect(backendOf({ backend })).toMatchObject({
      s3: { key: "a/b/one.tfstate", region: "us-east-1", kms_key_id: "key" },
    });
  });

  it("stays in the project's bucket and its Region when an entry works in another", () => {
    const entry = githubToEcs({ region: "us-east-1" });
    expect(backendOf({ backend: { type: "s3", bucket: "state" } }, entry)).toHaveProperty(
      "s3.region",
      "eu-central-1",
    );
  });

  it("is a workspace of its own in HCP Terraform", () => {
    const terraform = templateOf({
      backend: { type: "cloud", organization: "org", workspacePrefix: "aws-" },
    }).section("terraform");
    expect(terraform.cloud).toEqual({ organization: "org", workspaces: { name: "aws-one" } });
    expect(terraform).not.toHaveProperty("backend");
  });

  it("takes another host for Terraform Enterprise", () => {
    const backend = { type: "cloud", organization: "org", hostname: "terraform.example.com" } as const;
    expect(templateOf({ backend }).section("terraform").cloud).toHaveProperty(
      "hostname",
      "terraform.example.com",
    );
  });

  it("has another place for each stack", () => {
    const backend = { type: "s3", bucket: "state" } as const;
    const keys = [githubToEcs(), ecrPushToEcs()].map((entry) =>
      JSON.stringify(backendOf({ backend }, entry)),
    );
    expect(new Set(keys).size).toBe(2);
  });
});
