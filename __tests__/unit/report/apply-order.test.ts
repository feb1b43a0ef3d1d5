import { TerraformStack } from "cdktf";
import { describe, expect, it } from "vitest";
import { applyMakersFirst } from "../../../report/apply-order";
import { checkSettings } from "../../../settings/check";
import { createStacks, type StackSettings, stackSchema } from "../../../systems";
import { unwrittenApp } from "../../support/bare-stack";
import { warningsOf } from "../../support/findings";
import {
  connectionSettings,
  ecrPushBlueGreen,
  ecrPushToEcs,
  githubConnection,
  githubToEcs,
  named,
  project,
} from "../../support/minimal-entries";
import { problems } from "../../support/problems";

/** What is said of the order, and of which stacks the others are applied after. */
function ordered(...entries: readonly StackSettings[]) {
  const checked = checkSettings(stackSchema, project, entries);
  const app = unwrittenApp();
  const stacks = createStacks(app, checked.project, checked.entries);
  applyMakersFirst(app, checked.entries);
  const after = stacks.flatMap((stack) =>
    stacks
      .filter((other) => other !== stack && stack.dependsOn(TerraformStack.of(other)))
      .map((other) => `${stack.node.id} after ${other.node.id}`),
  );
  return { after, warnings: warningsOf(app).filter((text) => text.includes("apply that stack first")) };
}

const lookingUp = (name: string) => connectionSettings({ connection: { name } });
const creating = (name: string) => connectionSettings({ connection: { create: name } });
const entry = (stack: string, changes: Partial<StackSettings> = {}) =>
  ({ ...githubToEcs(named(stack)), ...changes }) as StackSettings;
const images = (stack: string, changes: object = {}) => ({ ...ecrPushToEcs(named(stack)), ...changes });
const release = (stack: string, changes: object = {}) => ({ ...ecrPushBlueGreen(named(stack)), ...changes });
const other = { imageRepository: { existingRepository: "one" } };

describe("what another stack of the same settings makes", () => {
  it.each<[string, StackSettings, StackSettings]>([
    ["existingRepository", entry("one"), images("two", other)],
    ["existingRepository", entry("one"), entry("two", other)],
    ["existingBucket", entry("one"), images("two", { artifactStore: { existingBucket: "one-artifacts" } })],
    [
      "existingBucket",
      entry("one"),
      images("two", { crossRegionArtifactStores: { "us-east-1": { existingBucket: "one-artifacts" } } }),
    ],
    ["existingRepository", entry("one"), release("two", { images: [{ containerName: "app", ...other }] })],
    [
      "existingRepository",
      entry("one"),
      release("two", { images: [{ containerName: "app" }, { containerName: "proxy", ...other }] }),
    ],
    [
      "existingRepository",
      release("one", { definitions: { bucket: "one-definitions" } }),
      images("two", { imageRepository: { existingRepository: "one-app" } }),
    ],
    [
      "existingBucket",
      release("one", { definitions: { bucket: "one-definitions" } }),
      release("two", { definitions: { existingBucket: "one-definitions" } }),
    ],
    ["connection", entry("one", { source: creating("shop") }), entry("two", { source: lookingUp("shop") })],
    ["connection", githubConnection({ stack: "one" }), entry("two", { source: lookingUp("one") })],
  ])("as %s is no existing one before that stack is applied", (key, maker, user) => {
    for (const entries of [
      [maker, user],
      [user, maker],
    ]) {
      expect(ordered(...entries)).toEqual({
        after: ["two after one"],
        warnings: [expect.stringMatching(new RegExp(`^two: \`${key}\` names .*apply that stack first`))],
      });
    }
  });

  it("is said once for each entry and thing", () => {
    const shared = { ...other, source: lookingUp("shop") };
    const { after, warnings } = ordered(
      githubConnection({ stack: "shop" }),
      entry("one"),
      entry("two", shared),
      entry("three", shared),
    );
    expect(after).toEqual(["two after shop", "two after one", "three after shop", "three after one"]);
    expect(warnings).toHaveLength(4);
  });

  it.each<[string, StackSettings, StackSettings]>([
    ["that no stack makes", entry("one"), images("two", { imageRepository: { existingRepository: "shop" } })],
    ["in another Region", entry("one"), images("two", { ...other, region: "us-east-1" })],
    [
      "by another name",
      githubConnection({ stack: "one" }),
      entry("two", { source: connectionSettings({ connection: { name: "Two" } }) }),
    ],
  ])("is not what is taken for existing %s", (_, maker, user) => {
    expect(ordered(maker, user)).toEqual({ after: [], warnings: [] });
  });

  it("is a bucket in whatever Region it stands: its name is one in all of AWS", () => {
    const user = entry("two", { artifactStore: { existingBucket: "one-artifacts" }, region: "us-east-1" });
    expect(ordered(entry("one"), user).after).toEqual(["two after one"]);
  });
});

describe("two stacks that wait for each other", () => {
  it("are refused, each at what it takes for existing", () => {
    const first = entry("one", { source: creating("shop"), imageRepository: { existingRepository: "two" } });
    const second = entry("two", { source: lookingUp("shop") });
    expect(problems([first, second])).toEqual([
      `stacks[0].imageRepository.existingRepository is made by stacks[1], which waits for what this stack makes
    got      "two"
    allowed  stacks of which one can be applied before the other
    code     STACK-CIRCLE
    change   settings/stacks.ts, entry [0], stack "one"`,
      expect.stringMatching(/^stacks\[1\]\.source\.connection\.name is made by stacks\[0\], which waits/),
    ]);
  });

  it("are refused round a third", () => {
    const bucket = (stack: string) => ({ existingBucket: `${stack}-artifacts` });
    const first = entry("one", { source: creating("shop"), imageRepository: { existingRepository: "two" } });
    const second = entry("two", { artifactStore: bucket("three") });
    const third = entry("three", { source: lookingUp("shop") });
    expect(problems([first, second, third])).toHaveLength(3);
  });

  it("are not two that both wait for a third", () => {
    const users = ["two", "three"].map((stack) => entry(stack, { source: lookingUp("one") }));
    expect(problems([githubConnection({ stack: "one" }), ...users])).toEqual([]);
  });
});
