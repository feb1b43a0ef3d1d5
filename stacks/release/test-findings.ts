import { isPathInSource } from "../../modules/codebuild/buildspec-path";
import { buildspecNotInSource } from "../../modules/findings/build-errors";
import type { Finding } from "../../modules/findings/finding";
import { testsOfOneName } from "../../modules/findings/release-path-errors";
import { actionsOf, type StageOf } from "../../settings/schema/release-path";
import type { ActionSettings, TestActionSettings } from "../../settings/schema/stages";
import { stepNames } from "./step-names";
import { defaultTestName } from "./test-step";

type Stages = readonly StageOf<ActionSettings>[];

const isTest = (action: ActionSettings): action is TestActionSettings => action.type === "test";

const testsOf = (stages: Stages) =>
  stages.flatMap((stage) =>
    actionsOf(stage)
      .filter(isTest)
      .map((test) => ({ stageName: stage.stageName, test })),
  );

/** What contradicts itself in the tests of a release path. */
export function testFindings(stages: Stages, hasSourceFiles: boolean): readonly Finding[] {
  const tests = testsOf(stages);
  // Actions of one name in one stage are found as such.
  const ofTheirOwn = new Map(
    tests.map((one) => [`${one.stageName} ${one.test.actionName ?? defaultTestName}`, one] as const),
  );
  const names = [...ofTheirOwn.values()]
    .filter(({ test }) => test.projectName === undefined || test.logicalId === undefined)
    .map(({ stageName, test }) => stepNames(stageName, test).projectName);
  const repeated = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  return [
    ...[...repeated].flatMap(testsOfOneName),
    ...tests.flatMap(({ stageName, test }) =>
      !hasSourceFiles && test.buildspec !== "" && isPathInSource(test.buildspec)
        ? buildspecNotInSource(`stage "${stageName}" buildspec`, test.buildspec)
        : [],
    ),
  ];
}
