import { describe, expect, it } from "vitest";
import { describeProblems } from "../../../report/problems";
import { githubToEcs } from "../../support/minimal-entries";
import { problems } from "../../support/problems";

const firstLines = (entries: unknown) => problems(entries).map((problem) => problem.split("\n")[0]);
const withBuild = (build: unknown) => [{ ...githubToEcs(), build }];

class Build {
  buildTimeout = 30;
}

describe("what is no data is refused at its place", () => {
  it.each([
    ["a date", new Date(0), "(Date)"],
    ["a map", new Map([["buildTimeout", 30]]), "(Map)"],
    ["an instance of a class", new Build(), "(Build)"],
    ["a promise", Promise.resolve({}), "(Promise)"],
    ["a proxy", new Proxy({}, {}), "(a proxy)"],
    [
      "a proxy that throws whatever is asked",
      new Proxy(
        {},
        {
          get: () => {
            throw new Error("no");
          },
          ownKeys: () => {
            throw new Error("no");
          },
          getPrototypeOf: () => {
            throw new Error("no");
          },
        },
      ),
      "(a proxy)",
    ],
  ])("%s", (_, build, shown) => {
    const [only, ...others] = problems(withBuild(build));
    expect(others).toEqual([]);
    expect(only).toContain("stacks[0].build is no plain data");
    expect(only).toContain(`got      "${shown}"`);
  });

  it.each([
    ["a number too large for JavaScript", 3n],
    ["a symbol", Symbol("s")],
    ["a function", () => 3],
  ])("%s, by its type", (_, buildTimeout) => {
    expect(firstLines(withBuild({ buildTimeout }))).toEqual([
      "stacks[0].build.buildTimeout has the wrong type",
    ]);
  });
});

it("a promise that fails is refused like one that does not, and ends nothing", async () => {
  const all = problems(withBuild(Promise.reject(new Error("no network"))));
  expect(all).toHaveLength(1);
  // Nobody handles it later: an unhandled rejection would fail this test.
  await new Promise(setImmediate);
});

it("an object without a prototype is data", () => {
  expect(problems(withBuild(Object.assign(Object.create(null), { buildTimeout: 30 })))).toEqual([]);
});

it("a getter that throws is refused with its words, and nothing else of the entry is hidden", () => {
  const build = {
    image: "a b",
    get buildTimeout(): number {
      throw new Error("no network\nat somewhere");
    },
  };
  const all = problems(withBuild(build));
  expect(all.map((problem) => problem.split("\n")[0])).toEqual([
    "stacks[0].build.buildTimeout throws when it is read",
    "one/build · image is not a valid image name",
  ]);
  expect(all[0]).toContain('got      "no network"');
});

it.each([undefined, null, "no", 3, Symbol("no"), Object.create(null), { message: "no" }])(
  "a getter may throw %s",
  (thrown) => {
    const build = {
      get buildTimeout(): number {
        throw thrown;
      },
    };
    expect(firstLines(withBuild(build))).toEqual(["stacks[0].build.buildTimeout throws when it is read"]);
  },
);

it("objects that are shared and multiply are refused, and not walked through", () => {
  let shared: unknown = "x";
  for (let level = 0; level < 28; level++) shared = [shared, shared];
  const started = performance.now();
  expect(firstLines(withBuild({ environmentVariables: { A: shared } }))[0]).toMatch(/holds too many values$/);
  expect(performance.now() - started).toBeLessThan(5000);
});

it("an object that two entries share is data, and its mistakes are told in both", () => {
  const build = { image: "a b" };
  const entries = ["a1", "b1"].map((stack) => ({
    ...githubToEcs({ stack, name: stack, artifactStore: { bucket: `${stack}-artifacts` } }),
    build,
  }));
  expect(firstLines(entries)).toEqual([
    "a1/build · image is not a valid image name",
    "b1/build · image is not a valid image name",
  ]);
});

it("objects in objects without end are refused", () => {
  let deep: unknown = {};
  for (let level = 0; level < 100_000; level++) deep = { deep };
  expect(firstLines([deep])[0]).toMatch(/is nested too deep$/);
});

it("a list of a million is refused with one problem", () => {
  expect(firstLines(Array.from({ length: 1_000_000 }, () => 3))).toEqual(["stacks holds too many values"]);
});

it("a report stays short, however many and however long the mistakes are", () => {
  const entry = Object.fromEntries(
    Array.from({ length: 3000 }, (_, index) => [`${index}${"x".repeat(500)}`, 3]),
  );
  const all = problems([{ ...githubToEcs(), ...entry }]);
  const report = describeProblems(all);
  expect(all).toHaveLength(3000);
  expect(report.length).toBeLessThan(60_000);
  expect(report).toMatch(/^3000 problems in the settings/);
  expect(report).toContain("… and 2950 more.");
});
