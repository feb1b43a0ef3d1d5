import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { missingForTerraform } from "../../../local/terraform/terraform-binary";
import { githubToEcs, githubV1Settings } from "../../support/minimal-entries";
import { ProjectCopy } from "../../support/project-copy";
import { requires } from "../../support/requires";
import { shippedStacks } from "../../support/shipped";

const shipped = shippedStacks.map(({ stack }) => stack);
const region = "ap-northeast-1";
const projects: readonly object[] = [
  { region, backend: { type: "local" } },
  { region, backend: { type: "s3", bucket: "shop-state" } },
];

describe("cdktf synth", () => {
  it("writes what main.ts writes, without the network", () => {
    const copy = ProjectCopy.forThisTest();
    copy.synth();
    const before = copy.output();
    const { code, stdout, stderr } = copy.cdktf("synth");
    expect(code, stdout + stderr).toBe(0);
    expect(copy.output()).toEqual(before);
  });

  it("fails and shows the report when the settings are bad", () => {
    const entry = githubToEcs({ source: githubV1Settings({ branch: "refs/heads/main" }) });
    const { code, stdout, stderr } = ProjectCopy.forThisTest().setStacks([entry]).cdktf("synth");
    expect(code).toBe(1);
    expect(stdout + stderr).toContain("one/pipeline/stages/Source/Source · branch");
  });
});

requires(missingForTerraform())("HCL", () => {
  let copy: ProjectCopy;
  beforeAll(() => {
    copy = new ProjectCopy();
    copy.cdktf("synth", "--hcl");
  });
  afterAll(() => copy.remove());

  const refusedByTerraform = (text: string): string =>
    spawnSync("terraform", ["fmt", "-"], {
      input: text,
      encoding: "utf8",
      env: { PATH: process.env.PATH, CHECKPOINT_DISABLE: "1" },
    }).stderr;

  it("of the CLI is written for every stack", () => {
    expect(Object.keys(copy.output()).filter((path) => path.endsWith("/cdk.tf"))).toHaveLength(
      shipped.length,
    );
  });

  it.each(shipped)("of %s is what Terraform can read", (stack) => {
    expect(refusedByTerraform(copy.output()[`stacks/${stack}/cdk.tf`] ?? "missing")).toBe("");
  });

  it.each(projects)("with the backend $backend.type is what Terraform can read", (project) => {
    const other = ProjectCopy.forThisTest().setProject(project);
    other.synth({ SYNTH_HCL_OUTPUT: "true" });
    const texts = shipped.map((stack) => other.output()[`stacks/${stack}/cdk.tf`] ?? "missing");
    expect(texts.map(refusedByTerraform)).toEqual(shipped.map(() => ""));
  });
});
