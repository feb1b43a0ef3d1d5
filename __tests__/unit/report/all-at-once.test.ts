import { describe, expect, it } from "vitest";
import { ecrPushToEcs, githubToEcs, githubV1Settings, named } from "../../support/minimal-entries";
import { problems } from "../../support/problems";

const firstLines = (entries: unknown, project?: unknown) =>
  problems(entries, project).map((problem) => problem.split("\n")[0]);

const wrongBranch = { ...githubToEcs(), source: githubV1Settings({ branch: "refs/heads/main" }) };
const branch = expect.stringMatching(/^one\/pipeline\/stages\/Source\/Source · branch is a full ref/);

describe("a mistake of form does not hide what else is wrong with its entry", () => {
  it.each([
    [
      "a number in quotes",
      { build: { buildTimeout: "30" } },
      "stacks[0].build.buildTimeout has the wrong type",
    ],
    [
      "a key that is missing",
      { service: { clusterName: "a", serviceName: "b" } },
      "stacks[0].service.containerName is missing",
    ],
    ["an object that is a text", { pipeline: "shop" }, "stacks[0].pipeline has the wrong type"],
    [
      "one of several objects that is a text",
      { artifactStore: "shop" },
      "stacks[0].artifactStore does not fit",
    ],
    [
      "a word that is not accepted",
      { pipeline: { pipelineType: "V3" } },
      "stacks[0].pipeline.pipelineType is not accepted",
    ],
    ["a system that is misspelt", { system: "github-ecs" }, "stacks[0].system is not accepted"],
    [
      "a list that is a text",
      { build: { role: { managedPolicyArns: "policy" } } },
      "stacks[0].build.role.managedPolicyArns has the wrong type",
    ],
    [
      "a text that is neither a list nor the word for it",
      { service: { ...githubToEcs().service, taskRoles: "role" } },
      "stacks[0].service.taskRoles does not fit",
    ],
    ["a Region that is none", { region: "tokyo" }, "stacks[0].region is not an AWS Region"],
    ["a stack's name that is none", { stack: 3 }, "stacks[0].stack has the wrong type"],
  ])("%s", (_, changes, form) => {
    const [first, second, ...others] = firstLines([{ ...wrongBranch, ...changes }]);
    expect(first).toBe(form);
    expect(second).toMatch(/\/pipeline\/stages\/Source\/Source · branch is a full ref/);
    expect(others).toEqual([]);
  });

  it("a token of none of its forms", () => {
    const source = { ...wrongBranch.source, token: 3 };
    expect(firstLines([{ ...wrongBranch, source }])).toEqual(["stacks[0].source.token does not fit", branch]);
  });

  it("a secret that is written out, of which nothing is printed", () => {
    const token = `ghp_${"x".repeat(36)}`;
    const all = problems([{ ...wrongBranch, build: { environmentVariables: { PAT: token } } }]);
    expect(all).toHaveLength(2);
    expect(all.join()).not.toContain(token);
  });
});

describe("what follows only from the way in which a mistake was repaired is not reported", () => {
  it.each([
    ["a rule whose prefixes are a text", { lifecycleRules: [{ tagPrefixList: "v", keepLast: 3 }] }],
    ["a rule whose status is unknown", { lifecycleRules: [{ tagStatus: "tagged", keepLast: 3 }] }],
    ["a rule whose count is a text", { lifecycleRules: [{ tagStatus: "any", keepLast: "3" }] }],
  ])("%s", (_, imageRepository) => {
    expect(firstLines([{ ...githubToEcs(), imageRepository }])).toHaveLength(1);
  });

  it("a rule that is a text, beside one that is wrong by itself", () => {
    const imageRepository = { lifecycleRules: ["release", { tagStatus: "any", keepLast: 0 }] };
    expect(firstLines([{ ...githubToEcs(), imageRepository }])).toEqual([
      "stacks[0].imageRepository.lifecycleRules[0] has the wrong type",
      "one/image_repository · lifecycleRules[1].keepLast is out of range",
    ]);
  });

  it("a switch that is a text", () => {
    expect(firstLines([{ ...githubToEcs(), build: { privilegedMode: "yes" } }])).toHaveLength(1);
  });

  it("a type of pipeline that is unknown beside a mode that only one type knows", () => {
    const pipeline = { pipelineType: "V3", executionMode: "QUEUED" };
    expect(firstLines([{ ...githubToEcs(), pipeline }])).toHaveLength(1);
  });
});

it("a stack's name that is taken does not hide the second entry's mistakes, which are told by its place", () => {
  const second = ecrPushToEcs({ ...named("two"), stack: "one", source: { imageTag: "a/b" } });
  expect(firstLines([githubToEcs(), second])).toEqual([
    "stacks[1].stack is the name of stacks[0] too",
    "stacks[1]/pipeline/stages/Source/Source · imageTag is not a valid image tag",
  ]);
});

it("a project of the wrong form does not hide its values, nor the entries' mistakes", () => {
  const project = { region: "tokyo", allowedAccountIds: "123456789012", defaultTags: { "aws:x": "y" } };
  expect(firstLines([wrongBranch], project)).toEqual([
    "project.allowedAccountIds has the wrong type",
    "project.region is not an AWS Region",
    'project.defaultTags["aws:x"] is not a valid tag key',
    branch,
  ]);
});

describe("a text that makes several names", () => {
  it("is named once, with what each name takes", () => {
    const [only, ...others] = problems([githubToEcs({ name: "My shop" })]);
    expect(others).toEqual([]);
    expect(only).toMatch(
      /^stacks\[0\]\.name makes .*repositoryName, .*pipelineName.*, which AWS would refuse\n/,
    );
    expect(only).toContain('got      "My shop"');
    expect(only).toContain("2 to 256 characters");
    expect(only).toContain("1 to 100 characters");
  });

  it("is the stack's name where the entry has no other", () => {
    const { name: _, ...entry } = githubToEcs({ stack: "Shop" });
    expect(firstLines([entry])).toEqual(["stacks[0].stack is not a valid image repository name"]);
  });

  it("is not named for what has a name of its own", () => {
    const entry = githubToEcs({ name: "Shop", imageRepository: { repositoryName: "shop" } });
    expect(problems([entry])).toEqual([]);
  });

  it("is told at its own key, where AWS refuses it there too", () => {
    expect(firstLines([ecrPushToEcs({ pipeline: { pipelineName: "a b" } })])).toEqual([
      "two/pipeline · pipelineName is not a valid pipeline name",
    ]);
  });
});
