import { expect, it } from "vitest";
import { project } from "../../../settings/project";
import { stacks } from "../../../settings/stacks";
import { problems } from "../../support/problems";

// The one test of the settings that stand in this checkout: what must hold for any.
it("the settings have nothing wrong", () => {
  expect(problems(stacks, project)).toEqual([]);
});
