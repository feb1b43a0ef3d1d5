import { isDeepStrictEqual } from "node:util";
import { partitionOf } from "../../modules/aws/regions";
import type { Finding } from "../../modules/findings/finding";
import {
  accountSaidTwice,
  noDeploy,
  otherPartitionRegion,
  regionInUse,
  serviceOrStages,
  storeWithoutDeploy,
} from "../../modules/findings/release-path-errors";
import { emptyList, invalidRegion } from "../../modules/findings/value-errors";
import { deploysOf, type ReleasePathSettings, stagesOf } from "../../settings/schema/release-path";
import { testFindings } from "./test-findings";

/** What a release path starts from. */
interface Surroundings {
  readonly region: string;
  readonly hasSourceFiles: boolean;
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
    ...testFindings(stagesOf(settings), hasSourceFiles),
    ...accountFindings(settings),
    ...regionFindings(settings, region),
  ];
}
