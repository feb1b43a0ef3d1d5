import { expect, it } from "vitest";
import { warnOfOwnRepositories } from "../../../report/own-repositories";
import { checkSettings } from "../../../settings/check";
import { createStacks, stackSchema } from "../../../systems";
import { unwrittenApp } from "../../support/bare-stack";
import { warningsOf } from "../../support/findings";
import { ecrPushToEcs, githubToEcs, named, project } from "../../support/minimal-entries";

function warnings(existingRepository: string, region?: string): readonly string[] {
  const second = {
    ...ecrPushToEcs(named("two")),
    imageRepository: { existingRepository },
    ...(region && { region }),
  };
  const { entries } = checkSettings(stackSchema, project, [githubToEcs(named("one")), second]);
  const app = unwrittenApp();
  createStacks(app, project, entries);
  warnOfOwnRepositories(app, entries);
  return warningsOf(app).filter((text) => text.includes("existingRepository"));
}

it("a repository that another stack makes is no existing one before that stack is applied: a warning says so", () => {
  expect(warnings("one")).toEqual([expect.stringMatching(/^two: .*apply that stack first/)]);
});

it("a repository that no stack makes, or one in another Region, is taken for existing", () => {
  expect([...warnings("shop"), ...warnings("one", "us-east-1")]).toEqual([]);
});
