import { describe, expect, it } from "vitest";
import { checkSettings } from "../../../settings/check";
import { ecrPushToEcs, githubToEcs, project } from "../../support/minimal-entries";

const check = (pipelines: unknown) => checkSettings(project, pipelines);
const findings = (pipelines: unknown) => check(pipelines).findings;

describe("a list of entries", () => {
  it("may hold forty of one system", () => {
    const forty = Array.from({ length: 40 }, (_, index) => githubToEcs({ stack: `stack-${index}` }));
    expect(check(forty)).toMatchObject({ findings: [], entries: { length: 40 } });
  });

  it("is missing where settings/pipelines.ts exports nothing of that name", () => {
    expect(findings(undefined)).toMatchObject([
      { property: "pipelines", problem: "is missing", change: "settings/pipelines.ts" },
    ]);
  });

  it.each([
    ["an object", { one: githubToEcs() }],
    ["null", null],
    ["a text", "github-to-ecs"],
    ["a function", () => [githubToEcs()]],
  ])("is refused when it is %s", (_, pipelines) => {
    expect(findings(pipelines)).toMatchObject([
      { property: "pipelines", problem: "has the wrong type", allowed: "a list: [ … ]" },
    ]);
  });

  it("is refused when it is empty, because nothing would be written without a word", () => {
    expect(findings([])).toMatchObject([{ property: "pipelines", got: [], allowed: "at least one entry" }]);
  });

  it.each([null, 3, "github-to-ecs", true, [], githubToEcs])("names the entry that is %s", (entry) => {
    expect(findings([githubToEcs(), entry])).toMatchObject([
      {
        property: "pipelines[1]",
        problem: "has the wrong type",
        allowed: "an object: { … }",
        change: "settings/pipelines.ts, entry [1]",
      },
    ]);
  });

  it("names the gap that a comma too many leaves", () => {
    // biome-ignore lint/suspicious/noSparseArray: the mistake under test
    expect(findings([githubToEcs(), , ecrPushToEcs()])).toMatchObject([
      { property: "pipelines[1]", problem: "is missing" },
    ]);
  });
});

describe("an entry", () => {
  it.each(["stack", "source", "artifacts", "service"])("is refused without its %s", (key) => {
    const entry = Object.fromEntries(Object.entries(githubToEcs()).filter(([name]) => name !== key));
    expect(findings([entry])).toMatchObject([{ property: `pipelines[0].${key}`, problem: "is missing" }]);
  });

  it("is told by the name of its stack, beside its place in the list", () => {
    const [finding] = findings([ecrPushToEcs(), { ...githubToEcs({ stack: "shop" }), nme: "shop" }]);
    expect(finding?.change).toBe('settings/pipelines.ts, entry [1], stack "shop"');
  });

  it.each(["", "a b", "../up", "a/b", "-rf", "stack\n", "a".repeat(65), "ümlaut"])(
    "is refused with the stack name %j, which names a folder",
    (stack) => {
      expect(findings([githubToEcs({ stack })])).toMatchObject([
        {
          property: "pipelines[0].stack",
          got: stack,
          allowed: expect.stringContaining("1 to 64 characters"),
        },
      ]);
    },
  );

  it.each(["constructor", "toString"])(
    "is refused with the stack name %j, which would crash CDKTF",
    (stack) => {
      expect(findings([githubToEcs({ stack })])).toMatchObject([
        { property: "pipelines[0].stack", got: stack },
      ]);
    },
  );

  it("is refused with a Region that does not exist", () => {
    expect(findings([githubToEcs({ region: "tokyo" })])).toMatchObject([
      { property: "pipelines[0].region", got: "tokyo", allowed: expect.stringContaining("ap-northeast-1") },
    ]);
  });

  it.each(["", "web app", "a".repeat(256)])("is refused with the container name %j", (containerName) => {
    const service = { ...githubToEcs().service, containerName };
    expect(findings([githubToEcs({ service })])).toMatchObject([
      { property: "pipelines[0].service.containerName", got: containerName },
    ]);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 30n, "30"])("is refused with %s days", (expirationDays) => {
    const artifacts = { bucket: "shop-artifacts", expirationDays };
    expect(findings([{ ...githubToEcs(), artifacts }])).toMatchObject([
      {
        property: "pipelines[0].artifacts.expirationDays",
        got: String(expirationDays),
        allowed: "a number, without quotes",
      },
    ]);
  });

  it("is not followed round a circle", () => {
    const entry: Record<string, unknown> = { ...githubToEcs() };
    entry.registry = [entry];
    expect(findings([entry])).toMatchObject([{ property: "pipelines[0].registry" }]);
  });

  it("names an environment variable whose value is no text", () => {
    const build = { environmentVariables: { "MAX-AGE": 3, COLOUR: "red" } };
    expect(findings([{ ...githubToEcs(), build }])).toMatchObject([
      { property: 'pipelines[0].build.environmentVariables["MAX-AGE"]', got: 3, allowed: "text, in quotes" },
    ]);
  });
});

describe("a stack name", () => {
  it("is refused the second time, with both places", () => {
    const entries = [githubToEcs({ stack: "shop" }), ecrPushToEcs(), ecrPushToEcs({ stack: "shop" })];
    expect(findings(entries)).toMatchObject([
      {
        property: "pipelines[2].stack",
        got: "shop",
        problem: "is the name of pipelines[0] too",
        change: 'settings/pipelines.ts, entry [2], stack "shop"',
      },
    ]);
  });

  it("is refused when it differs from another in capitals only, because some disks do not tell them apart", () => {
    expect(findings([githubToEcs({ stack: "shop" }), githubToEcs({ stack: "Shop" })])).toMatchObject([
      { property: "pipelines[1].stack", got: "Shop" },
    ]);
  });

  it("is refused the second time in an entry that has other mistakes", () => {
    const second = { ...githubToEcs({ stack: "shop" }), source: undefined };
    expect(findings([githubToEcs({ stack: "shop" }), second]).map(({ property }) => property)).toEqual([
      "pipelines[1].source",
      "pipelines[1].stack",
    ]);
  });
});
