import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import {
  account,
  type Changes,
  keyArn,
  made,
  partition,
  stackOf,
  templateOf,
  withFile,
} from "../../../support/github-actions-stack";
import { githubActionsToEcs, project } from "../../../support/minimal-entries";
import { bucketArn, ref } from "../../../support/ref";
import { synthesize, synthesizeHcl } from "../../../support/synthesize";
import { released, releasedFile, releasedWith } from "../../../support/task-definitions/released";
import type { Block } from "../../../support/template";

describe("the base of the task definition", () => {
  /** The object's text as Terraform would upload it. */
  function uploaded(changes: Changes): string {
    const folder = synthesize(githubActionsToEcs(changes), project);
    const { resource } = JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8")) as {
      readonly resource: {
        readonly aws_s3_object: { readonly task_definition: { readonly content: string } };
      };
    };
    return resource.aws_s3_object.task_definition.content.replaceAll(/([$%])\1\{/g, "$1{");
  }

  it("is the file, byte for byte", () => {
    expect(uploaded({})).toBe(released);
  });

  it("keeps texts that Terraform would take for its own", () => {
    const text = released.replace("LOG_TO_STDOUT", () => `\${HOME} %{if}`);
    const synthesized = Testing.synth(stackOf(withFile(text)));
    expect(synthesized).toContain(`$\${HOME} %%{if}`);
    expect(synthesized).not.toMatch(/[^$]\$\{HOME\}/);
  });

  it("is the same text in HCL", () => {
    const text = `${released.trimEnd().replace("LOG_TO_STDOUT", `\${HOME}`)}\n`;
    const hcl = readFileSync(
      join(synthesizeHcl(githubActionsToEcs(withFile(text)), project), "cdk.tf"),
      "utf8",
    );
    expect(hcl).toContain(`<<EOF\n${text.replace(`$\{`, () => `$$\{`)}EOF\n`);
  });

  it("has no key that only AWS writes", () => {
    expect(uploaded(withFile(releasedWith({ revision: 7, status: "ACTIVE" })))).not.toMatch(
      /revision|ACTIVE/,
    );
  });

  it("gets the roles of a service that is made, and stays as it is but for them", () => {
    const file = readFileSync(
      join(__dirname, "../../../support/task-definitions/example-actions.json"),
      "utf8",
    );
    const content = templateOf(made).at("aws_s3_object.task_definition").content as Block;
    const { executionRoleArn, ...rest } = content;
    expect(rest).toEqual(JSON.parse(file));
    expect(executionRoleArn).toBe(`arn:${partition}:iam::${account}:role/service-execution`);
  });

  it("lies in a bucket that keeps versions, at the key that settings say", () => {
    const template = templateOf({
      taskDefinition: { bucket: "app-base", objectKey: "shop/base.json", taskDefinitionFile: releasedFile },
    });
    expect(template.at("aws_s3_bucket_versioning.task_definition")).toMatchObject({
      versioning_configuration: { status: "Enabled" },
    });
    expect(template.at("aws_s3_object.task_definition")).toMatchObject({
      bucket: ref("aws_s3_bucket.task_definition.id"),
      key: "shop/base.json",
      content_type: "application/json",
      depends_on: expect.arrayContaining(["aws_s3_bucket_versioning.task_definition"]),
    });
    expect(template.statements("github_actions")).toContainEqual(
      expect.objectContaining({ resources: [`${bucketArn("app-base")}/shop/base.json`] }),
    );
  });

  it("is encrypted with the key that settings name, before that of the entry", () => {
    const template = templateOf({
      kmsKey: "create",
      taskDefinition: { bucket: "app-base", taskDefinitionFile: releasedFile, kmsKeyArn: keyArn },
    });
    expect(
      JSON.stringify(template.at("aws_s3_bucket_server_side_encryption_configuration.task_definition")),
    ).toContain(keyArn);
  });
});
