import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ecrPushToEcs, githubToEcs, githubV1Settings, named } from "../../support/minimal-entries";
import { ProjectCopy, type Ran } from "../../support/project-copy";

const wrongBranch = githubToEcs({ source: githubV1Settings({ branch: "refs/heads/main" }) });
const stackTrace = /^\s+at .+:\d+/m;

function expectRefusal(ran: Ran): void {
  expect(ran.code).toBe(1);
  expect(ran.stdout).toBe("");
  expect(ran.stderr).toMatch(/^\d+ problems? in the settings; nothing was written\.\n/);
  expect(ran.stderr).not.toMatch(stackTrace);
}

describe("a synth of bad settings", () => {
  it("ends with code 1, says on stderr what is wrong, and writes nothing at all", () => {
    const copy = ProjectCopy.forThisTest().setStacks([wrongBranch]);
    const before = readdirSync(copy.folder);
    expectRefusal(copy.synth());
    expect(readdirSync(copy.folder)).toEqual(before);
  });

  it("leaves what an earlier synth wrote as it was", () => {
    const copy = ProjectCopy.forThisTest();
    copy.synth();
    const before = copy.output();
    expectRefusal(copy.setStacks([wrongBranch, ecrPushToEcs({ stack: "github-to-ecs" })]).synth());
    expect(Object.keys(before)).toContain("stacks/github-to-ecs/cdk.tf.json");
    expect(copy.output()).toEqual(before);
  });

  it("leaves HCL that an earlier synth wrote as it was", () => {
    const copy = ProjectCopy.forThisTest();
    copy.synth({ SYNTH_HCL_OUTPUT: "true" });
    const before = copy.output();
    expectRefusal(copy.setStacks([wrongBranch]).synth());
    expect(copy.output()).toEqual(before);
  });

  it("reports the mistakes of both files and of every entry at once", () => {
    const copy = ProjectCopy.forThisTest()
      .setProject({ region: "tokyo" })
      .setStacks([
        wrongBranch,
        { ...ecrPushToEcs(named("two")), artifactStore: { bucket: "Shop" }, nme: "shop" },
      ]);
    const ran = copy.synth();
    expectRefusal(ran);
    expect(ran.stderr.match(/^ {2}\S+ (· \S+)?/gm)?.map((place) => place.trim())).toEqual([
      "project.region",
      "stacks[1].nme",
      "one/pipeline/stages/Source/Source · branch",
      "two/artifact · bucket",
    ]);
  });

  it.each([
    ["null", "null"],
    ["a list of nothing", "[null, undefined, 3]"],
    ["an object", "{}"],
    ["a promise", "Promise.resolve([])"],
    ["a promise that fails", 'Promise.reject(new Error("no network"))'],
    ["a getter that throws", '[{ get stack(): string { throw new Error("no network"); } }]'],
    [
      "a proxy that throws whatever is asked",
      "[new Proxy({}, { get() { throw 1; }, ownKeys() { throw 2; }, getPrototypeOf() { throw 3; } })]",
    ],
    [
      "a list without end",
      "(() => { let deep: unknown = []; for (let i = 0; i < 1e5; i++) deep = [deep]; return deep; })()",
    ],
    ["a list that holds itself", "(() => { const list: unknown[] = []; list.push(list); return list; })()"],
  ])("does not crash on %s", (_, text) => {
    expectRefusal(ProjectCopy.forThisTest().setStacks(text).synth());
  });
});

describe("a settings file that cannot be read", () => {
  it("is named with the line of the mistake when it does not parse", () => {
    // The report shows the beginning of a message: a long path must not take all of it.
    const name = "a folder of a long name ".repeat(8);
    const ran = ProjectCopy.forThisTest(name).setStacks('[{ stack: "a" "b" }]').synth();
    expectRefusal(ran);
    expect(ran.stderr).not.toContain("a folder of a long name");
    expect(ran.stderr).toMatch(/settings\/stacks\.ts cannot be read\n.*got .*\(1:\d+\)/);
  });

  it("is named with the line of the mistake when quotes are missing", () => {
    const ran = ProjectCopy.forThisTest().setStacks('[{\n  stack: "one",\n  name: shop,\n}]').synth();
    expectRefusal(ran);
    expect(ran.stderr).toContain('got      "shop is not defined"');
    expect(ran.stderr).toContain("change   settings/stacks.ts:3");
  });

  it("is named when what it imports is not there", () => {
    const ran = ProjectCopy.forThisTest()
      .write("settings/stacks.ts", 'import { shop } from "./shop";\nexport const stacks = [shop];\n')
      .synth();
    expectRefusal(ran);
    expect(ran.stderr).toContain("Cannot find module './shop'");
    expect(ran.stderr).not.toContain("Require stack");
  });

  it("is named when it exports another name", () => {
    const ran = ProjectCopy.forThisTest()
      .write("settings/stacks.ts", "export const pipeline = [];\n")
      .synth();
    expectRefusal(ran);
    expect(ran.stderr).toContain("stacks is missing");
  });

  it("does not hide what is wrong in the other file", () => {
    const ran = ProjectCopy.forThisTest().setProject("{ region: tokyo }").setStacks([wrongBranch]).synth();
    expectRefusal(ran);
    expect(ran.stderr).toContain('got      "tokyo is not defined"');
    expect(ran.stderr).toContain("branch is a full ref");
    expect(ran.stderr).not.toContain("project is missing");
  });

  it.each([
    ["nothing", "undefined"],
    ["a text", '"no network"'],
    ["an object without a prototype", "Object.create(null)"],
    ["a symbol", 'Symbol("no")'],
    ["an error whose words throw", "{ get message() { throw 1; }, get stack() { throw 2; } }"],
  ])("is named when it throws %s", (_, thrown) => {
    const ran = ProjectCopy.forThisTest().setStacks(`(() => { throw ${thrown}; })()`).synth();
    expectRefusal(ran);
    expect(ran.stderr).toContain("settings/stacks.ts cannot be read");
  });

  it("is not quoted where it holds a token", () => {
    const token = `ghp_${"x".repeat(36)}`;
    const ran = ProjectCopy.forThisTest().setStacks(`[{ token: ${token} }]`).synth();
    expectRefusal(ran);
    expect(ran.stderr).not.toContain(token);
  });
});
