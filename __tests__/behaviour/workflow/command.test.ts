import { describe, expect, it } from "vitest";
import { ProjectCopy } from "../../support/project-copy";

const workflow = (copy: ProjectCopy, ...args: readonly string[]) =>
  copy.tool("tools/workflow.ts", {}, ...args);

describe("npm run workflow", () => {
  it("says that no entry has a workflow, and leaves no output behind", () => {
    const copy = ProjectCopy.forThisTest();
    expect(workflow(copy)).toEqual({
      code: 1,
      stdout: "",
      stderr: 'No entry of settings/stacks.ts is of the system "github-actions-to-ecs".\n',
    });
    expect(copy.output()).toEqual({});
  });

  it("reports mistakes in the settings as a synth does", () => {
    const copy = ProjectCopy.forThisTest().setStacks(
      '[{ system: "github-actions-to-ec", stack: "a" }] as never',
    );
    const { code, stdout, stderr } = workflow(copy);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toBe(copy.synth().stderr);
    expect(stderr).toContain("1 problem in the settings; nothing was written.");
  });

  it("refuses arguments that it does not understand before it reads the settings", () => {
    const copy = ProjectCopy.forThisTest().setStacks("broken");
    expect(workflow(copy, "--what")).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/usage: .*\n$/),
    });
  });
});
