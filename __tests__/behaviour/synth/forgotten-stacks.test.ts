import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ecrPushToEcs, githubToEcs, named } from "../../support/minimal-entries";
import { ProjectCopy } from "../../support/project-copy";

const kept = githubToEcs(named("kept"));
const removed = ecrPushToEcs(named("removed"));

/** A project that was synthesized with two entries and has one since. */
function withOneEntryLess(): ProjectCopy {
  const copy = ProjectCopy.forThisTest().setStacks([kept, removed]);
  expect(copy.synth().stdout).not.toContain("No entry makes this stack");
  return copy.setStacks([kept]);
}

it("a synth warns of a stack that no entry makes any more, and leaves its folder alone, until somebody deletes it", () => {
  const copy = withOneEntryLess();
  for (const { stdout } of [copy.synth(), copy.synth()]) {
    expect(stdout).toMatch(
      /\n\nremoved\n {2}warning {5}No entry makes this stack any more\. .*`terraform destroy` in cdktf\.out\/stacks\/removed,/,
    );
    expect(stdout).not.toContain("\nkept\n  warning     No entry");
  }
  expect(Object.keys(copy.output())).toContain("stacks/removed/cdk.tf.json");
  rmSync(join(copy.folder, "cdktf.out/stacks/removed"), { recursive: true });
  expect(copy.synth().stdout).not.toContain("No entry makes this stack");
});

it("the CDKTF CLI passes the warning on, and deletes the folder", () => {
  const copy = withOneEntryLess();
  const { code, stdout } = copy.cdktf("synth");
  expect(code).toBe(0);
  expect(stdout).toContain("No entry makes this stack any more");
  expect(Object.keys(copy.output())).not.toContain("stacks/removed/cdk.tf.json");
});
