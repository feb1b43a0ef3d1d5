import { describe, expect, it } from "vitest";
import {
  connectionSettings,
  ecrPushBlueGreen,
  ecrPushToEcs,
  githubToEcs,
  named,
} from "../../support/minimal-entries";
import { problems } from "../../support/problems";

const told = (...entries: readonly object[]) =>
  problems(entries).map((problem) => {
    const [first = "", got = "", allowed = ""] = problem.split("\n").map((line) => line.trim());
    return [first.split(" ")[0], got.replace(/^got +/, ""), /\(.*\)/.exec(allowed)?.[0]];
  });

const one = githubToEcs(named("one"));
const two = (changes: object) => ({ ...ecrPushToEcs(named("two")), ...changes });

describe("two entries", () => {
  it("with one `name` are told once, at the name and not at all that follows from it", () => {
    const [first, ...others] = problems([one, two({ name: "one" })]);
    expect(others).toEqual([]);
    expect(first).toMatch(/^stacks\[1\]\.name gives a name that stacks\[0\]\.name gives already\n/);
    for (const what of ["pipeline", "build project", "image repository", "log group", "role"])
      expect(first).toContain(what);
    expect(first).toContain('change   settings/stacks.ts, entry [1], stack "two"');
  });

  it("with one `name` in two Regions share only what an account has once", () => {
    expect(told(one, two({ name: "one", region: "us-east-1" }))).toEqual([
      ["stacks[1].name", '"one"', "(unique in an account, whatever its capitals: role)"],
    ]);
  });

  it("are refused one bucket, in two Regions too", () => {
    expect(told(one, two({ region: "us-east-1", artifactStore: { bucket: "one-artifacts" } }))).toEqual([
      ["stacks[1].artifactStore.bucket", '"one-artifacts"', "(unique in all of AWS: bucket)"],
    ]);
  });

  it("of two blue/green releases are refused one application and one bucket of definitions", () => {
    const release = (stack: string, changes: object = {}) => ({
      ...ecrPushBlueGreen(named(stack)),
      definitions: { bucket: `${stack}-definitions` },
      deployment: { applicationName: "shop" },
      ...changes,
    });
    expect(told(release("one"), release("two"))).toEqual([
      ["stacks[1].deployment.applicationName", '"shop"', expect.stringContaining("CodeDeploy application")],
    ]);
    const definitions = { bucket: "one-definitions" };
    expect(told(release("one"), release("two", { definitions, deployment: {} }))).toEqual([
      ["stacks[1].definitions.bucket", '"one-definitions"', "(unique in all of AWS: bucket)"],
    ]);
  });

  it("are refused one role, whatever its capitals", () => {
    expect(told(one, two({ pipeline: { role: { roleName: "ONE-codebuild" } } }))).toEqual([
      ["stacks[1].pipeline.role.roleName", '"ONE-codebuild"', expect.stringContaining("role")],
    ]);
  });

  it("are refused one managed policy", () => {
    const role = (roleName: string) => ({ role: { roleName, policyName: "shared", policyType: "managed" } });
    expect(told({ ...one, build: role("a") }, two({ build: role("b") }))).toEqual([
      ["stacks[1].build.role.policyName", '"shared"', expect.stringContaining("managed policy")],
    ]);
  });

  it("with one `name` are told of the alias of a key that both make", () => {
    const kmsKey = "create";
    const [only] = problems([{ ...one, kmsKey }, two({ name: "one", kmsKey })]);
    expect(only).toContain("alias of a key");
  });

  it("may give inline policies one name, which each role has for itself", () => {
    const role = (roleName: string) => ({ role: { roleName, policyName: "shared" } });
    expect(told({ ...one, build: role("a") }, two({ build: role("b") }))).toEqual([]);
  });

  it("are refused one rule, of which the second would overwrite the first without an error", () => {
    const rule = { source: { trigger: { ruleName: "pushed" } } };
    expect(told({ ...ecrPushToEcs(named("one")), ...rule }, two(rule))).toEqual([
      ["stacks[1].source.trigger.ruleName", '"pushed"', expect.stringContaining("rule")],
    ]);
  });

  it("are refused one connection that both create", () => {
    const source = connectionSettings({ connection: { create: "github" } });
    expect(told({ ...one, source }, { ...githubToEcs(named("two")), source })).toEqual([
      ["stacks[1].source.connection.create", '"github"', expect.stringContaining("connection")],
    ]);
  });

  it("may read one repository of GitHub's by webhooks of their own", () => {
    expect(told(one, githubToEcs(named("two")))).toEqual([]);
  });
});

describe("one entry", () => {
  it("is refused one name for two of its roles", () => {
    const role = { roleName: "shared" };
    expect(told(two({ build: { role }, pipeline: { role } }))).toEqual([
      [
        expect.stringMatching(/^stacks\[0\]\.(build|pipeline)\.role\.roleName$/),
        '"shared"',
        expect.any(String),
      ],
    ]);
  });
});
