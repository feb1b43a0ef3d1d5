import { describe, expect, it } from "vitest";
import { describeProblems } from "../../../report/problems";
import { ecrPushToEcs, githubToEcs, githubV1Settings } from "../../support/minimal-entries";
import { problems } from "../../support/problems";

const firstLines = (all: readonly string[]) => all.map((problem) => problem.split("\n")[0]);

describe("all problems at once", () => {
  it("are those of the project, of every entry, and of every construct", () => {
    const all = problems(
      [
        githubToEcs({ stack: "one", source: githubV1Settings({ branch: "refs/heads/main" }) }),
        null,
        { ...ecrPushToEcs({ stack: "three" }), imageTag: "latest" },
        githubToEcs({ stack: "four", artifacts: { bucket: "Shop" } }),
        ecrPushToEcs({ stack: "one" }),
      ],
      { region: "tokyo", tags: {} },
    );
    expect(firstLines(all)).toEqual([
      "project.tags is a key that nothing reads",
      "project.region is no AWS Region",
      "pipelines[1] has the wrong type",
      "pipelines[2].imageTag is a key that nothing reads",
      "pipelines[4].stack is the name of pipelines[0] too",
      expect.stringMatching(/^one\/pipeline\/stages\/Source\/Source · branch is a full ref/),
      "four/artifact · bucket is no bucket name",
    ]);
  });

  it("are found in an entry in spite of a key that nothing reads", () => {
    const all = problems([{ ...githubToEcs({ artifacts: { bucket: "Shop" } }), tags: {} }]);
    expect(firstLines(all)).toEqual([
      "pipelines[0].tags is a key that nothing reads",
      "one/artifact · bucket is no bucket name",
    ]);
  });

  it("are found in the entries in spite of a project that is missing", () => {
    const all = problems([githubToEcs({ artifacts: { bucket: "Shop" } })], null);
    expect(firstLines(all)).toEqual([
      "project has the wrong type",
      "one/artifact · bucket is no bucket name",
    ]);
  });

  it("name the entry that each of them is in", () => {
    const all = problems([
      githubToEcs({ stack: "good" }),
      githubToEcs({ stack: "shop", artifacts: { bucket: "Shop" } }),
      { ...ecrPushToEcs({ stack: "blog" }), nme: "blog" },
    ]);
    expect(all.map((problem) => problem.split("\n").at(-1)?.trim())).toEqual([
      'change   settings/pipelines.ts, entry [2], stack "blog"',
      'change   settings/pipelines.ts, entry [1], stack "shop"',
    ]);
  });

  it("are none for settings that are right", () => {
    expect(problems([githubToEcs(), ecrPushToEcs()])).toEqual([]);
  });
});

describe("the report", () => {
  it("reads as four lines a problem, after a line that counts them", () => {
    const all = problems([{ ...githubToEcs(), registy: {} }, ecrPushToEcs({ source: { imageTag: "a/b" } })]);
    expect(describeProblems(all)).toBe(`2 problems in the settings; nothing was written.

  pipelines[0].registy is a key that nothing reads
      got      "registy"
      allowed  registry, probably; one of system, stack, name, region, address, source, artifacts, service, registry, build, pipeline
      change   settings/pipelines.ts, entry [0], stack "one"

  two/pipeline/stages/Source/Source · imageTag is no image tag
      got      "a/b"
      allowed  1 to 128 characters: letters, digits and . _ -, starting with a letter, digit or _ (OCI Distribution Specification: tags)
      change   settings/pipelines.ts, entry [1], stack "two"`);
  });

  it("counts one problem as one", () => {
    expect(describeProblems(["x"])).toMatch(/^1 problem in the settings/);
  });
});
