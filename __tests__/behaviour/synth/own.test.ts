import { expect, it } from "vitest";
import { missingForTerraform } from "../../../local/terraform/terraform-binary";
import { project } from "../../../settings/project";
import { stacks } from "../../../settings/stacks";
import { madeStacks } from "../../support/made-stacks";
import { ProjectCopy } from "../../support/project-copy";
import { requires } from "../../support/requires";

// CDKTF asks terraform for its version where the state is in HCP Terraform.
const missing = project.backend?.type === "cloud" ? missingForTerraform() : undefined;

// The settings that stand in this checkout: what must hold for any.
requires(missing)("a synth of this checkout's settings", () => {
  it("writes a folder for every stack, and the same bytes in another folder", () => {
    const copies = ["one-", "another one-"].map((name) => ProjectCopy.forThisTest(name).setOwn());
    for (const copy of copies) {
      expect(copy.synth({}, "--summary", "summary.md")).toMatchObject({ code: 0, stderr: "" });
    }
    const [one, other] = copies.map((copy) => copy.output());
    expect(copies[0]?.configurations()).toEqual([
      "manifest.json",
      ...madeStacks(stacks)
        .map((stack) => `stacks/${stack}/cdk.tf.json`)
        .sort(),
    ]);
    expect(other).toEqual(one);
    const [summary, otherSummary] = copies.map((copy) => copy.read("summary.md"));
    expect(summary?.match(/^## /gm)).toHaveLength(madeStacks(stacks).length);
    expect(otherSummary).toBe(summary);
  });
});
