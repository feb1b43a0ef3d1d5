import { describe, expect, it } from "vitest";
import { workflowArguments } from "../../../tools/workflow/arguments";

describe("the arguments of npm run workflow", () => {
  it.each<[readonly string[], object]>([
    [[], {}],
    [["shop"], { stack: "shop" }],
    [["--output", "a/b.yml"], { output: "/here/a/b.yml" }],
    [["shop", "--output", "/a/b.yml"], { stack: "shop", output: "/a/b.yml" }],
    [["--output=b.yml", "shop"], { stack: "shop", output: "/here/b.yml" }],
  ])("%j are a stack and a file, from where the person stands", (given, read) => {
    expect(workflowArguments(given, { INIT_CWD: "/here" })).toEqual(read);
  });

  it.each<[readonly string[]]>([
    [["shop", "blog"]],
    [["--output"]],
    [["--output", ""]],
    [["--output", "folder/"]],
    [["--output", "a", "--output", "b"]],
    [["--file", "a"]],
    [["-o", "a"]],
  ])("%j are refused with the usage", (given) => {
    expect(workflowArguments(given)).toEqual({
      problem: expect.stringMatching(
        /^npm run workflow does not understand: .*; usage: npm run workflow -- /,
      ),
    });
  });

  it("are refused where npm took one for its own", () => {
    expect(workflowArguments(["shop", "b.yml"], { npm_config_output: "true" })).toEqual({
      problem: expect.stringContaining("--output stands behind --"),
    });
  });
});
