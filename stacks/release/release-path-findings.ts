import { isDeepStrictEqual } from "node:util";
import { partitionOf } from "../../modules/aws/regions";
import { isPathInSource } from "../../modules/codebuild/buildspec-path";
import {
  accountSaidTwice,
  buildspecNotInSource,
  emptyList,
  invalidRegion,
  noDeploy,
  otherPartitionRegion,
  regionInUse,
  serviceOrStages,
  storeWithoutDeploy,
  testsOfOneName,
} from "../../modules/findings/errors";
import type { Finding } from "../../modules/findings/finding";
import { actionsOf, deploysOf, type ReleasePathSettings, stagesOf } from "../../settings/schema/release-path";
import { defaultTestName, testNames } from "./test-names";

/** What a release path starts from. */
interface Surroundings {
  readonly region: string;
  readonly hasSourceFiles: boolean;
}

const testsOf = (settings: ReleasePathSettings) =>
  stagesOf(settings).flatMap((stage) =>
    actionsOf(stage).flatMap((action) =>
      action.type === "test" ? [{ stageName: stage.stageName, test: action }] : [],
    ),
  );

function testFindings(settings: ReleasePathSettings, hasSourceFiles: boolean): readonly Finding[] {
  const tests = testsOf(settings);
  // Actions of one name in one stage are found as such.
  const ofTheirOwn = new Map(
    tests.map((one) => [`${one.stageName} ${one.test.actionName ?? defaultTestName}`, one] as const),
  );
  const names = [...ofTheirOwn.values()]
    .filter(({ test }) => test.projectName === undefined || test.logicalId === undefined)
    .map(({ stageName, test }) => testNames(stageName, test).projectName);
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

function accountFindings(settings: ReleasePathSettings): readonly Finding[] {
  const accounts = deploysOf(settings).flatMap(({ account }) => account ?? []);
  const twice = accounts.filter((account) => {
    const first = accounts.find(({ id }) => id === account.id);
    return !isDeepStrictEqual(first, account);
  });
  return [...new Set(twice.map(({ id }) => id))].flatMap(accountSaidTwice);
}

function regionFindings(settings: ReleasePathSettings, own: string): readonly Finding[] {
  const { crossRegionArtifactStores = {}, formerRegions = [] } = settings;
  const regions = [...new Set(deploysOf(settings).flatMap(({ region }) => region ?? []))];
  return [
    ...regions
      .filter((region) => partitionOf(region) !== partitionOf(own))
      .flatMap((region) => otherPartitionRegion(region, own)),
    ...formerRegions.flatMap((region, index) => [
      ...invalidRegion(`formerRegions[${index}]`, region),
      ...(regions.includes(region) || region === own ? regionInUse(`formerRegions[${index}]`, region) : []),
    ]),
    ...Object.keys(crossRegionArtifactStores)
      .filter((region) => region === own || !regions.includes(region))
      .flatMap((region) => storeWithoutDeploy(`crossRegionArtifactStores["${region}"]`, region)),
  ];
}

/** What contradicts itself in a release path. */
export function releasePathFindings(
  settings: ReleasePathSettings,
  { region, hasSourceFiles }: Surroundings,
): readonly Finding[] {
  const { service, stages } = settings;
  if ((service === undefined) === (stages === undefined)) return serviceOrStages(service);
  return [
    ...emptyList("stages", stages, "at least one stage with a deploy"),
    ...(stages && stages.length > 0 && deploysOf(settings).length === 0 ? noDeploy(stages.length) : []),
    ...testFindings(settings, hasSourceFiles),
    ...accountFindings(settings),
    ...regionFindings(settings, region),
  ];
}
