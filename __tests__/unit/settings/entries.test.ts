import { describe, expect, it } from "vitest";
import { checkSettings } from "../../../settings/check";
import { stackSchema } from "../../../systems";
import { ecrPushToEcs, githubToEcs, project } from "../../support/minimal-entries";

const check = (pipelines: unknown) => checkSettings(stackSchema, project, pipelines);
const findings = (pipelines: unknown) => check(pipelines).findings;

describe("a list of entries", () => {
  it("may hold forty of one system", () => {
    const forty = Array.from({ length: 40 }, (_, index) => githubToEcs({ stack: `stack-${index}` }));
    expect(check(forty)).toMatchObject({ findings: [], entries: { length: 40 } });
  });

  it("is missing where settings/stacks.ts exports nothing of that name", () => {
    expect(findings(undefined)).toMatchObject([
      { property: "stacks", problem: "is missing", change: "settings/stacks.ts" },
    ]);
  });

  it.each([
    ["an object", { one: githubToEcs() }],
    ["null", null],
    ["a text", "github-to-ecs"],
    ["a function", () => [githubToEcs()]],
  ])("is refused when it is %s", (_, pipelines) => {
    expect(findings(pipelines)).toMatchObject([
      { property: "stacks", problem: "has the wrong type", allowed: "a list: [ … ]" },
    ]);
  });

  it("is refused when it is empty, because nothing would be written without a word", () => {
    expect(findings([])).toMatchObject([{ property: "stacks", got: [], allowed: "at least one entry" }]);
  });

  it.each([null, 3, "github-to-ecs", true, [], githubToEcs])("names the entry that is %s", (entry) => {
    expect(findings([githubToEcs(), entry])).toMatchObject([
      {
        property: "stacks[1]",
        problem: "has the wrong type",
        allowed: "an object: { … }",
        change: "settings/stacks.ts, entry [1]",
      },
    ]);
  });

  it("names the gap that a comma too many leaves", () => {
    // biome-ignore lint/suspicious/noSparseArray: the mistake under test
    expect(findings([githubToEcs(), , ecrPushToEcs()])).toMatchObject([
      { property: "stacks[1]", problem: "is missing" },
    ]);
  });
});

describe("an entry", () => {
  it.each(["stack", "source", "artifactStore"])("is refused without its %s", (key) => {
    const entry = Object.fromEntries(Object.entries(githubToEcs()).filter(([name]) => name !== key));
    expect(findings([entry])).toMatchObject([{ property: `stacks[0].${key}`, problem: "is missing" }]);
  });

  it("is told by the name of its stack, beside its place in the list", () => {
    const [finding] = findings([ecrPushToEcs(), { ...githubToEcs({ stack: "shop" }), nme: "shop" }]);
    expect(finding?.change).toBe('settings/stacks.ts, entry [1], stack "shop"');
  });

  it.each(["", "a b", "../up", "a/b", "-rf", "stack\n", "a".repeat(65), "ümlaut"])(
    "is refused with the stack name %j, which names a folder",
    (stack) => {
      expect(findings([githubToEcs({ stack })])).toMatchObject([
        {
          property: "stacks[0].stack",
          got: stack,
          allowed: expect.stringContaining("1 to 64 characters"),
        },
      ]);
    },
  );

  it.each(["constructor", "toString"])(
    "is refused with the stack name %j, which would crash CDKTF",
    (stack) => {
      expect(findings([githubToEcs({ stack })])).toMatchObject([{ property: "stacks[0].stack", got: stack }]);
    },
  );

  it("is refused with a Region that does not exist", () => {
    expect(findings([githubToEcs({ region: "tokyo" })])).toMatchObject([
      { property: "stacks[0].region", got: "tokyo", allowed: expect.stringContaining("ap-northeast-1") },
    ]);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 30n, "30"])("is refused with %s days", (expirationDays) => {
    const artifactStore = { bucket: "shop-artifacts", expirationDays };
    expect(findings([{ ...githubToEcs(), artifactStore }])).toMatchObject([
      {
        property: "stacks[0].artifactStore.expirationDays",
        got: String(expirationDays),
        allowed: "a number, without quotes",
      },
    ]);
  });

  it("is not followed round a circle", () => {
    const entry: Record<string, unknown> = { ...githubToEcs() };
    entry.imageRepository = [entry];
    expect(findings([entry])).toMatchObject([
      { property: "stacks[0].imageRepository[0]", problem: "stands in itself" },
      { property: "stacks[0].imageRepository", problem: "does not fit" },
    ]);
  });

  it("names an environment variable whose value is no text", () => {
    const build = { environmentVariables: { "MAX-AGE": 3, COLOUR: "red" } };
    expect(findings([{ ...githubToEcs(), build }])).toMatchObject([
      {
        property: 'stacks[0].build.environmentVariables["MAX-AGE"]',
        got: 3,
        allowed: expect.stringMatching(/^text, /),
      },
    ]);
  });
});

describe("a stack name", () => {
  it("is refused the second time, with both places", () => {
    const entries = [githubToEcs({ stack: "shop" }), ecrPushToEcs(), ecrPushToEcs({ stack: "shop" })];
    expect(findings(entries)).toMatchObject([
      {
        property: "stacks[2].stack",
        got: "shop",
        problem: "is the name of stacks[0] too",
        change: 'settings/stacks.ts, entry [2], stack "shop"',
      },
    ]);
  });

  it("is refused when it differs from another in capitals only, because some disks do not tell them apart", () => {
    expect(findings([githubToEcs({ stack: "shop" }), githubToEcs({ stack: "Shop" })])).toMatchObject([
      { property: "stacks[1].stack", got: "Shop" },
    ]);
  });

  it("is refused the second time in an entry that has other mistakes", () => {
    const second = { ...githubToEcs({ stack: "shop" }), source: undefined };
    expect(findings([githubToEcs({ stack: "shop" }), second]).map(({ property }) => property)).toEqual([
      "stacks[1].source",
      "stacks[1].stack",
    ]);
  });
});
