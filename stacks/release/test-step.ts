import type { Construct } from "constructs";
import { BuildProject } from "../../modules/codebuild/build-project";
import type { Artifact } from "../../modules/pipeline/artifact";
import { CodeBuildAction } from "../../modules/pipeline/builds/code-build-action";
import { defined } from "../../modules/terraform/defined";
import type { TestActionSettings } from "../../settings/schema/stages";
import type { Defaults } from "../defaults";
import type { StepNames } from "./step-names";

/** The name of a test's action where settings give none. */
export const defaultTestName = "Test";

export interface TestStepProps {
  readonly defaults: Defaults;
  readonly names: StepNames;
  /** What the test starts in. */
  readonly source: Artifact;
  /** What the build before it made. */
  readonly built: Artifact;
}

/** A test of a release path: a CodeBuild project that says whether the release goes on. */
export function testStep(
  scope: Construct,
  { defaults, names, source, built }: TestStepProps,
  { type: _, actionName = defaultTestName, runOrder, ...build }: TestActionSettings,
): CodeBuildAction {
  const { logicalId, projectName } = names;
  const project = new BuildProject(
    scope,
    actionName,
    defined({
      logicalId,
      roleLogicalId: logicalId,
      projectName: `${defaults.name}-${projectName}`,
      kmsKeyArn: defaults.kmsKeyArn,
      ...build,
    }),
  );
  return new CodeBuildAction({
    actionName,
    ...defined({ runOrder }),
    category: "Test",
    project,
    input: source,
    extraInputs: [built],
    outputs: [],
  });
}
