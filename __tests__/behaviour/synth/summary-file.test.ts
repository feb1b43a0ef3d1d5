import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ecrPushToEcs } from "../../support/minimal-entries";
import { ProjectCopy } from "../../support/project-copy";

const copyWith = (name?: string) => ProjectCopy.forThisTest(name).setStacks([ecrPushToEcs()]);

describe("a synth with --summary", () => {
  it("prints and writes what it does without, and writes the summary", () => {
    const [copy, without] = [copyWith(), copyWith()];
    const ran = copy.synth({}, "--summary", "summary.md");
    expect(ran).toEqual(without.synth());
    expect(copy.output()).toEqual(without.output());
    expect(copy.read("summary.md")).toMatch(/^# .*\n[\s\S]*\n## two\n[\s\S]*[^\n]\n$/);
  });

  it("writes the same bytes in another folder, and again over what is there", () => {
    const [one, other] = [copyWith("one-"), copyWith("another one-")];
    for (const copy of [one, other, other]) copy.synth({}, "--summary", "summary.md");
    expect(other.read("summary.md")).toBe(one.read("summary.md"));
  });

  it("writes from where the person stands", () => {
    const copy = copyWith();
    mkdirSync(join(copy.folder, "docs"));
    copy.synth({ INIT_CWD: join(copy.folder, "docs") }, "--summary", "summary.md");
    expect(existsSync(join(copy.folder, "docs/summary.md"))).toBe(true);
  });

  it.each([[["--summary", "no/such/folder.md"]], [["--summary", "settings"]], [["--sumary", "summary.md"]]])(
    "is refused with one line before anything is written: %j",
    (args) => {
      const copy = copyWith();
      expect(copy.synth({}, ...args)).toEqual({
        code: 1,
        stdout: "",
        stderr: expect.stringMatching(/^[^\n]+; usage: npm run synth \[-- --summary file\.md\]\n$/),
      });
      expect(copy.output()).toEqual({});
    },
  );

  it("writes no summary of settings that hold a mistake", () => {
    const copy = copyWith().setStacks([{ ...ecrPushToEcs(), region: 3 }]);
    expect(copy.synth({}, "--summary", "summary.md").code).toBe(1);
    expect(existsSync(join(copy.folder, "summary.md"))).toBe(false);
  });
});
