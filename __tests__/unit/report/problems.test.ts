import { describe, expect, it } from "vitest";
import { describeProblems } from "../../../report/problems";
import { ecrPushToEcs, githubToEcs, githubV1Settings, named } from "../../support/minimal-entries";
import { problems } from "../../support/problems";

const firstLines = (all: readonly string[]) => all.map((problem) => problem.split("\n")[0]);

describe("all problems at once", () => {
  it("are those of the project, of every entry, and of every construct", () => {
    const all = problems(
      [
        githubToEcs({ ...named("one"), source: githubV1Settings({ branch: "refs/heads/main" }) }),
        null,
        { ...ecrPushToEcs(named("three")), imageTag: "latest" },
        githubToEcs({ ...named("four"), artifactStore: { bucket: "Shop" } }),
        ecrPushToEcs({ ...named("five"), stack: "one", source: { imageTag: "a/b" } }),
      ],
      { region: "tokyo", tags: {} },
    );
    expect(firstLines(all)).toEqual([
      "project.tags is a key that nothing reads",
      "project.region is not an AWS Region",
      "stacks[1] has the wrong type",
      "stacks[2].imageTag is a key that nothing reads",
      "stacks[4].stack is the name of stacks[0] too",
      expect.stringMatching(/^one\/pipeline\/stages\/Source\/Source · branch is a full ref/),
      "four/artifact · bucket is not a valid bucket name",
      "stacks[4]/pipeline/stages/Source/Source · imageTag is not a valid image tag",
    ]);
  });

  it("are found in an entry in spite of a key that nothing reads", () => {
    const all = problems([{ ...githubToEcs({ artifactStore: { bucket: "Shop" } }), tags: {} }]);
    expect(firstLines(all)).toEqual([
      "stacks[0].tags is a key that nothing reads",
      "one/artifact · bucket is not a valid bucket name",
    ]);
  });

  it("are found in the entries in spite of a project that is missing", () => {
    const all = problems([githubToEcs({ artifactStore: { bucket: "Shop" } })], null);
    expect(firstLines(all)).toEqual([
      "project has the wrong type",
      "one/artifact · bucket is not a valid bucket name",
    ]);
  });

  it("name the entry that each of them is in", () => {
    const all = problems([
      githubToEcs(named("good")),
      githubToEcs({ ...named("shop"), artifactStore: { bucket: "Shop" } }),
      { ...ecrPushToEcs(named("blog")), nme: "blog" },
    ]);
    expect(all.map((problem) => problem.split("\n").at(-1)?.trim())).toEqual([
      'change   settings/stacks.ts, entry [2], stack "blog"',
      'change   settings/stacks.ts, entry [1], stack "shop"',
    ]);
  });

  it("are none for settings that are right", () => {
    expect(problems([githubToEcs(named("shop")), ecrPushToEcs(named("blog"))])).toEqual([]);
  });
});

describe("the report", () => {
  it("reads as five lines a problem, after a line that counts them", () => {
    const all = problems([
      { ...githubToEcs(), imageRepositry: {} },
      ecrPushToEcs({ ...named("two"), source: { imageTag: "a/b" } }),
    ]);
    expect(describeProblems(all)).toBe(`2 problems in the settings; nothing was written.

  stacks[0].imageRepositry is a key that nothing reads
      got      "imageRepositry"
      allowed  imageRepository, probably; one of system, stack, name, region, allowedAccountIds, assumeRole, defaultTags, logicalId, moved, kmsKey, service, stages, formerRegions, crossRegionArtifactStores, source, artifactStore, imageRepository, build, pipeline, commitStatus, notifications
      code     SETTING-UNKNOWN
      change   settings/stacks.ts, entry [0], stack "one"

  two/pipeline/stages/Source/Source · imageTag is not a valid image tag
      got      "a/b"
      allowed  1 to 128 characters: letters, digits and . _ -, starting with a letter, digit or _ (OCI Distribution Specification: tags)
      code     ECR-IMAGE-TAG
      change   settings/stacks.ts, entry [1], stack "two"

docs/errors.md explains every code.`);
  });

  it("counts one problem as one", () => {
    expect(describeProblems(["x"])).toMatch(/^1 problem in the settings/);
  });
});
