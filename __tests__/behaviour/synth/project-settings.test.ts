import { expect, it } from "vitest";
import { missingForTerraform } from "../../../local/terraform/terraform-binary";
import { ecrPushToEcs } from "../../support/minimal-entries";
import { ProjectCopy } from "../../support/project-copy";
import { requires } from "../../support/requires";

const region = "ap-northeast-1";

interface Written {
  readonly terraform: { readonly backend: object; readonly required_version: string };
  readonly provider: { readonly aws: readonly object[] };
}

function written(project: object, entry: object = {}): Written {
  const copy = ProjectCopy.forThisTest()
    .setProject({ region, ...project })
    .setStacks([{ ...ecrPushToEcs({ stack: "shop" }), ...entry }]);
  expect(copy.synth()).toMatchObject({ code: 0, stderr: "" });
  return copy.stack("shop") as unknown as Written;
}

it("keeps state in a local file with a path relative to the stack, where nothing is said", () => {
  expect(written({}).terraform.backend).toEqual({ local: { path: "../../../state/shop.tfstate" } });
});

it("keeps state in S3 with S3's own lock, for a Terraform that has it", () => {
  const { terraform } = written({ backend: { type: "s3", bucket: "shop-state" } });
  expect(terraform).toMatchObject({
    backend: {
      s3: { bucket: "shop-state", encrypt: true, key: "pipelines/shop.tfstate", region, use_lockfile: true },
    },
    required_version: ">= 1.11.0",
  });
});

it("keeps state in S3 under the key, in the Region and with the key of KMS that are given", () => {
  const kmsKeyId = `arn:aws:kms:us-east-1:123456789012:key/one`;
  const given = { bucket: "shop-state", keyPrefix: "team/shop", region: "us-east-1", kmsKeyId };
  expect(written({ backend: { type: "s3", ...given } }).terraform.backend).toMatchObject({
    s3: { key: "team/shop/shop.tfstate", region: "us-east-1", kms_key_id: kmsKeyId },
  });
});

// CDKTF asks terraform for its version before it writes this backend.
requires(missingForTerraform())("HCP Terraform", () => {
  it("keeps state in one workspace for every stack", () => {
    const backend = { type: "cloud", organization: "shop", workspacePrefix: "pipelines-" };
    expect(written({ backend }).terraform).toMatchObject({
      cloud: { organization: "shop", workspaces: { name: "pipelines-shop" } },
    });
  });
});

it("lets Terraform touch the given accounts only", () => {
  expect(written({ allowedAccountIds: ["123456789012"] }).provider.aws).toEqual([
    { region, allowed_account_ids: ["123456789012"] },
  ]);
});

it("tags all that AWS can tag", () => {
  expect(written({ defaultTags: { Team: "shop" } }).provider.aws).toEqual([
    { region, default_tags: [{ tags: { Team: "shop" } }] },
  ]);
});

it("lets an entry stand in a Region of its own", () => {
  expect(written({}, { region: "us-east-1" }).provider.aws).toEqual([{ region: "us-east-1" }]);
});
