import { describe, expect, it } from "vitest";
import {
  imagePlaceholders,
  placeholderProblems,
} from "../../../../../modules/ecs/task-definition/image-placeholders";
import { readTaskDefinition } from "../../../../../modules/ecs/task-definition/read-task-definition";
import { taskDefinitionProblems } from "../../../../../modules/ecs/task-definition/task-definition-problems";
import { imageProblems, withImages } from "../../../../../modules/ecs/task-definition/with-images";
import { withRoles } from "../../../../../modules/ecs/task-definition/with-roles";
import { withoutReadOnlyKeys } from "../../../../../modules/ecs/task-definition/without-read-only-keys";
import { describedFargate } from "../../../../support/task-definitions/described-fargate";
import { imageUri } from "../../../../support/task-definitions/image-uri";

const read = (text: string): string => readTaskDefinition(text).text ?? "";
const problemsOf = (text: string) => readTaskDefinition(text).problems;

describe("a task definition that is read", () => {
  it("is the text as it stands, where it is a task definition", () => {
    expect(read(describedFargate)).toBe(describedFargate);
  });

  it("is what stands within the answer of describe-task-definition, and its tags", () => {
    const answer = `{ "taskDefinition": { "family": "shop",  "cpu": "256" }, "tags": [ {"key": "a"} ] }`;
    expect(read(answer)).toBe(`{ "family": "shop",  "cpu": "256", "tags": [ {"key": "a"} ] }\n`);
  });

  it("keeps what stands within an answer without tags", () => {
    expect(read(`{"taskDefinition": {"family": "shop"}}`)).toBe(`{"family": "shop"}\n`);
  });

  it("loses the byte order mark that an editor wrote before it", () => {
    expect(read(`\uFEFF{"family": "shop"}`)).toBe(`{"family": "shop"}`);
  });

  it.each([
    ["is no JSON", "<html>", ""],
    ["is empty", "", ""],
    ["has a comment", `{"family": "shop" /* ours */}`, ""],
    ["has a comma too many", `{"family": "shop",}`, ""],
    ["is a list", "[]", ""],
    ["is an answer without a task definition", `{"taskDefinition": null}`, "taskDefinition"],
    ["has a key twice", `{"family": "shop", "family": "other"}`, "family"],
    [
      "has a key of a container twice",
      `{"containerDefinitions": [{"image": "a", "image": "b"}]}`,
      "containerDefinitions[0].image",
    ],
  ])("is refused where it %s", (_, text, path) => {
    expect(read(text)).toBe("");
    expect(problemsOf(text).map((problem) => problem.path)).toEqual([path]);
  });
});

describe("the read-only keys", () => {
  it("are all gone from a described task definition, and so is its empty list of tags", () => {
    const { taskDefinitionArn, revision, status, ...rest } = JSON.parse(describedFargate);
    const { requiresAttributes, compatibilities, registeredAt, registeredBy, tags, ...kept } = rest;
    expect(JSON.parse(withoutReadOnlyKeys(describedFargate))).toEqual(kept);
    expect([
      taskDefinitionArn,
      revision,
      status,
      requiresAttributes,
      compatibilities,
      registeredAt,
      registeredBy,
      tags,
    ]).not.toContain(undefined);
  });

  it("leave every other line as it is", () => {
    const lines = new Set(describedFargate.split("\n").map((line) => line.replace(/,$/, "")));
    const left = withoutReadOnlyKeys(describedFargate).split("\n");
    expect(left.length).toBeGreaterThan(100);
    expect(left.filter((line) => !lines.has(line.replace(/,$/, "")))).toEqual([]);
  });

  it.each([
    ["first", `{"revision": 3, "family": "a"}`, `{"family": "a"}`],
    ["last", `{"family": "a" , "revision": 3 }`, `{"family": "a" }`],
    ["in the middle", `{"cpu": "1",  "revision": 3,\n\t"family": "a"}`, `{"cpu": "1",\n\t"family": "a"}`],
    ["alone", `{ "revision": 3 }`, `{  }`],
    ["side by side", `{"status": "ACTIVE",\n "revision": 3,\n "family": "a"}`, `{"family": "a"}`],
  ])("are taken out without a trace where one stands %s", (_, text, left) => {
    expect(withoutReadOnlyKeys(text)).toBe(left);
  });

  it("stay where they are keys of something else", () => {
    const text = `{"containerDefinitions": [{"dockerLabels": {"revision": "3", "status": "x"}}]}`;
    expect(withoutReadOnlyKeys(text)).toBe(text);
  });

  it("do not take tags along that are there", () => {
    const text = `{"tags": [{"key": "a", "value": "b"}]}`;
    expect(withoutReadOnlyKeys(text)).toBe(text);
  });
});

describe("images", () => {
  const [app, proxy] = [imageUri("shop/app"), imageUri("shop/proxy", "b")];

  it("go to the containers of their names, and change nothing beside", () => {
    const withBoth = withImages(describedFargate, { proxy, app });
    const before = "123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/shop";
    expect(withBoth).toBe(
      describedFargate.replace(`${before}/app:staging`, app).replace(`${before}/proxy:staging`, proxy),
    );
  });

  it("keep the spelling of numbers, the order of keys, odd spaces and keys that nobody knows yet", () => {
    const text = `{"futureKey":{"b":1.0,"a":1e3},\r\n\t"containerDefinitions" :[ {"image":"old","name":"app",\n"futureOption":[1.50, "\\u00e9"]} ],"family":"shop"}`;
    expect(withImages(text, { app })).toBe(text.replace('"old"', `"${app}"`));
  });

  it("are added to a container that has none", () => {
    const text = `{"containerDefinitions": [\n  {\n    "name": "app"\n  }\n]}`;
    expect(withImages(text, { app })).toBe(
      `{"containerDefinitions": [\n  {\n    "name": "app",\n    "image": "${app}"\n  }\n]}`,
    );
  });

  it("may be the same in two containers", () => {
    const same = withImages(describedFargate, { app, proxy: app });
    expect(same.split(app)).toHaveLength(3);
    expect(taskDefinitionProblems(withoutReadOnlyKeys(same))).toEqual([]);
  });

  it("are refused for a container that is missing, with the names of those that are there", () => {
    expect(imageProblems(describedFargate, ["app", "worker"])).toMatchObject([
      { path: "containerDefinitions", got: "worker", allowed: expect.stringContaining('"app", "proxy"') },
    ]);
  });
});

describe("placeholders of images", () => {
  const text = (names: readonly string[]) =>
    JSON.stringify({ containerDefinitions: names.map((name) => ({ name, image: "same" })) });
  const five = ["a", "b", "c", "d", "e"];

  it("are CodePipeline's own, in the order of the containers", () => {
    expect(imagePlaceholders(["app", "proxy"])).toEqual({ app: "<IMAGE1_NAME>", proxy: "<IMAGE2_NAME>" });
  });

  it("are taken by four containers, even where their image is the same", () => {
    const placeholders = imagePlaceholders(five.slice(0, 4));
    expect(placeholderProblems(withImages(text(five), placeholders), placeholders)).toEqual([]);
  });

  it("are refused by a fifth container", () => {
    const placeholders = imagePlaceholders(five);
    expect(placeholderProblems(withImages(text(five), placeholders), placeholders)).toMatchObject([
      { got: five },
    ]);
  });

  it("are refused where one stands elsewhere in the text too", () => {
    const placeholders = imagePlaceholders(["a"]);
    const twice = text(["a", "b"]).replace('"same"}]', '"<IMAGE1_NAME>"}]');
    expect(placeholderProblems(withImages(twice, placeholders), placeholders)).toMatchObject([
      { got: "<IMAGE1_NAME>" },
    ]);
  });
});

describe("the roles of a task", () => {
  it("are replaced where they stand, and added where they are missing", () => {
    expect(
      withRoles(`{"taskRoleArn": "a",\n "family": "b"}`, { taskRoleArn: "c", executionRoleArn: "d" }),
    ).toBe(`{"taskRoleArn": "c",\n "family": "b","executionRoleArn": "d"}`.replace('"b",', '"b", '));
  });

  it("stay as they are where none is given", () => {
    expect(withRoles(describedFargate, { taskRoleArn: undefined })).toBe(describedFargate);
  });
});
