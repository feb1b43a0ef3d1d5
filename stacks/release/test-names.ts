import { fittingLogicalId } from "../../modules/logical-ids/fitting-logical-id";
import type { TestActionSettings } from "../../settings/schema/stages";

/** The name of a test's action where settings give none. */
export const defaultTestName = "Test";

/** What the parts of a test are called. */
export interface TestNames {
  /** The end of its project's name. */
  readonly projectName: string;
  readonly logicalId: string;
}

const separateWords = (name: string): string =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replaceAll(/[^A-Za-z0-9]+/g, "-")
    .toLowerCase();

/**
 * What the parts of a test are called, after its action or else its stage, never after its place: a test that is moved
 * keeps its project. `SmokeTest` makes `smoke-test` and `smoke_test`.
 */
export function testNames(
  stageName: string,
  { actionName }: Pick<TestActionSettings, "actionName">,
): TestNames {
  const projectName = separateWords(actionName ?? stageName);
  return { projectName, logicalId: fittingLogicalId(projectName.replaceAll("-", "_")) };
}
