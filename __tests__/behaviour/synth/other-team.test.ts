import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { madeStacks } from "../../support/made-stacks";
import { otherProject, otherStacks } from "../../support/other-team";
import { ProjectCopy, wholeProject } from "../../support/project-copy";

// The whole unit suite runs once more, on a machine that runs the other tests meanwhile.
describe("a fresh copy of this project with the settings of another team", () => {
  let copy: ProjectCopy;

  beforeAll(() => {
    copy = new ProjectCopy("other-team-", wholeProject).setProject(otherProject).setStacks(otherStacks);
  });
  afterAll(() => copy.remove());

  it("synthesizes", () => {
    expect(copy.synth()).toMatchObject({ code: 0, stderr: "" });
    expect(copy.configurations()).toEqual([
      "manifest.json",
      ...madeStacks(otherStacks)
        .map((stack) => `stacks/${stack}/cdk.tf.json`)
        .sort(),
    ]);
  });

  it("passes the type check", () => {
    expect(copy.runDependency("tsc", "--noEmit")).toMatchObject({ code: 0, stdout: "" });
  });

  it("passes its own tests: those of the shipped example test the example, wherever it is", () => {
    const tests = ["__tests__/unit", "__tests__/behaviour/settings", "__tests__/behaviour/synth/accepted"];
    const ran = copy.runDependency("vitest", "run", "--reporter=dot", ...tests);
    expect(ran, ran.stdout + ran.stderr).toMatchObject({ code: 0 });
  }, 600_000);
});
