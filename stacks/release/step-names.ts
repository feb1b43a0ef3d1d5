import { fittingLogicalId } from "../../modules/logical-ids/fitting-logical-id";

/** What the parts of a step are called that has a build project. */
export interface StepNames {
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
 * What the parts of a step are called, after its action or else its stage, never after its place: a step that is moved
 * keeps its project. `SmokeTest` makes `smoke-test` and `smoke_test`.
 */
export function stepNames(stageName: string, { actionName }: { readonly actionName?: string }): StepNames {
  const projectName = separateWords(actionName ?? stageName);
  return { projectName, logicalId: fittingLogicalId(projectName.replaceAll("-", "_")) };
}
