import { expect, it } from "vitest";
import { nameRules } from "../../../../modules/aws/name-rules";
import { fittingLogicalId, logicalIdWord } from "../../../../modules/logical-ids/fitting-logical-id";

it.each([
  ["Staging", "staging"],
  ["v1.2@eu", "v1_2_eu"],
])("a name of AWS's becomes a word of a logical ID: %s", (name, word) => {
  expect(logicalIdWord(name)).toBe(word);
});

it("what Terraform takes stays as it is", () => {
  expect(fittingLogicalId("main_staging")).toBe("main_staging");
});

it("what starts with a digit gets a letter's place before it", () => {
  expect(fittingLogicalId("1st")).toBe("_1st");
});

it("long ones are cut, told apart, and leave room for what is built on them", () => {
  const ids = ["a", "b"].map((end) => fittingLogicalId(`${"stage_".repeat(20)}${end}`));
  expect(new Set(ids).size).toBe(2);
  for (const id of ids) {
    expect(id).toMatch(/^stage_stage_.*_[0-9a-f]{8}$/);
    expect(`${id}_permissions`).toMatch(nameRules.logicalId.pattern);
    expect(`${id}_permissions`.length).toBeLessThanOrEqual(nameRules.logicalId.maxLength);
  }
});
