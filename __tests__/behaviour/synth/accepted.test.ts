import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ecrPushToEcs, githubToEcs, named } from "../../support/minimal-entries";
import { ProjectCopy, type Ran } from "../../support/project-copy";

describe("a synth of the shipped settings", () => {
  let copy: ProjectCopy;
  let ran: Ran;

  beforeAll(() => {
    copy = new ProjectCopy();
    ran = copy.synth();
  });
  afterAll(() => copy.remove());

  it("ends with code 0 and without a word on stderr", () => {
    expect(ran).toMatchObject({ code: 0, stderr: "" });
  });

  it("writes a folder for every stack, and nothing else", () => {
    expect(Object.keys(copy.output())).toEqual([
      "manifest.json",
      "stacks/cloudfront-continuous-deployment/cdk.tf.json",
      expect.stringMatching(/^stacks\/commit-status\/assets\/main\/[0-9a-f]{64}\/function\.zip$/),
      "stacks/commit-status/cdk.tf.json",
      expect.stringMatching(
        /^stacks\/ecr-push-blue-green\/assets\/definitions\/[0-9a-f]{64}\/definitions\.zip$/,
      ),
      "stacks/ecr-push-blue-green/cdk.tf.json",
      "stacks/ecr-push-to-ecs/cdk.tf.json",
      "stacks/github-actions-to-ecs/cdk.tf.json",
      "stacks/github-to-ecs/cdk.tf.json",
    ]);
  });

  it.each([
    ["github-to-ecs", 3],
    ["ecr-push-to-ecs", 0],
    ["ecr-push-blue-green", 1],
  ])(
    "says of %s where it stands, what starts it, its stages, roles, size and warnings, and what is next",
    (stack, warnings) => {
      const summary = ran.stdout.split("\n\n").find((text) => text.startsWith(`${stack}\n`)) ?? "";
      const labels = [...summary.matchAll(/^ {2}(\S+(?: \S+)?) {2,}\S/gm)].map(([, label]) => label);
      expect(labels).toEqual([
        ...["account", "region", "started by", "stages", "roles", "resources"],
        ...Array<string>(warnings).fill("warning"),
        "next",
      ]);
    },
  );

  it.each([
    ["commit-status", ["tells", "roles"], 0],
    ["github-actions-to-ecs", ["workflow", "works as", "deploys", "roles"], 1],
  ])("says of %s, which has no pipeline, where it stands and what it is about", (stack, own, warnings) => {
    const summary = ran.stdout.split("\n\n").find((text) => text.startsWith(`${stack}\n`)) ?? "";
    const labels = [...summary.matchAll(/^ {2}(\S+(?: \S+)?) {2,}\S/gm)].map(([, label]) => label);
    expect(labels.filter((label, index) => label !== labels[index - 1] || label === "warning")).toEqual([
      ...["account", "region", ...own, "resources"],
      ...Array<string>(warnings).fill("warning"),
      "next",
    ]);
  });

  it("writes the same bytes again", () => {
    const before = copy.output();
    copy.synth();
    expect(copy.output()).toEqual(before);
  });

  it("writes the same bytes in another folder, for another user, in another language and time zone", () => {
    const other = ProjectCopy.forThisTest("Übung mit Abstand ");
    mkdirSync(join(other.folder, "home"));
    other.synth({
      HOME: join(other.folder, "home"),
      USER: "somebody",
      TZ: "Pacific/Kiritimati",
      LANG: "tr_TR.UTF-8",
      LC_ALL: "tr_TR.UTF-8",
      AWS_REGION: "eu-west-3",
      AWS_PROFILE: "somebody",
      NODE_ENV: "production",
    });
    expect(other.output()).toEqual(copy.output());
  });

  it("writes no path of the machine", () => {
    expect(Object.values(copy.output()).join("\n")).not.toContain(copy.folder);
  });
});

describe("a synth", () => {
  it("writes forty entries as forty stacks", () => {
    const entry = (index: number) => (index % 2 ? githubToEcs : ecrPushToEcs)(named(`stack-${index}`));
    const copy = ProjectCopy.forThisTest().setStacks(Array.from({ length: 40 }, (_, index) => entry(index)));
    expect(copy.synth()).toMatchObject({ code: 0, stderr: "" });
    expect(Object.keys(copy.output()).filter((path) => path.endsWith("/cdk.tf.json"))).toHaveLength(40);
  });

  it("of one changed entry leaves the other stack's bytes as they were", () => {
    const one = (expirationDays: number) =>
      githubToEcs({ artifactStore: { bucket: "shop", expirationDays } });
    const copy = ProjectCopy.forThisTest();
    copy.setStacks([one(30), ecrPushToEcs(named("two"))]).synth();
    const before = copy.output();
    copy.setStacks([one(31), ecrPushToEcs(named("two"))]).synth();
    const changed = Object.entries(copy.output()).filter(([path, text]) => before[path] !== text);
    expect(changed.map(([path]) => path)).toEqual(["stacks/one/cdk.tf.json"]);
  });

  it("does not depend on the order of the entries", () => {
    const copy = ProjectCopy.forThisTest();
    const [one, two] = [githubToEcs(named("one")), ecrPushToEcs(named("two"))];
    copy.setStacks([one, two]).synth();
    const before = copy.output();
    expect(Object.keys(before)).toContain("stacks/two/cdk.tf.json");
    copy.setStacks([two, one]).synth();
    expect(copy.output()).toEqual(before);
  });

  it("writes where CDKTF is told to, and names that folder in its next command", () => {
    const copy = ProjectCopy.forThisTest();
    mkdirSync(join(copy.folder, "elsewhere"));
    const { stdout } = copy.synth({ CDKTF_OUTDIR: "elsewhere" });
    expect(stdout).toContain("cd elsewhere/stacks/github-to-ecs && terraform init");
    expect(copy.output()).toEqual({});
  });
});

describe("one form of output", () => {
  const hcl = { SYNTH_HCL_OUTPUT: "true" };
  const files = (copy: ProjectCopy) => Object.keys(copy.output()).filter((path) => /\/cdk\.tf/.test(path));

  it("takes the place of the other when JSON follows HCL, because Terraform would read both", () => {
    const copy = ProjectCopy.forThisTest();
    copy.synth();
    const json = copy.output();
    copy.synth(hcl);
    copy.synth();
    expect(copy.output()).toEqual(json);
  });

  it("takes the place of the other when HCL follows JSON", () => {
    const copy = ProjectCopy.forThisTest();
    copy.synth();
    copy.synth(hcl);
    expect(files(copy)).toEqual([
      "stacks/cloudfront-continuous-deployment/cdk.tf",
      "stacks/commit-status/cdk.tf",
      "stacks/ecr-push-blue-green/cdk.tf",
      "stacks/ecr-push-to-ecs/cdk.tf",
      "stacks/github-actions-to-ecs/cdk.tf",
      "stacks/github-to-ecs/cdk.tf",
    ]);
  });
});
