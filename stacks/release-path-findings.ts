import {
  accountSaidTwice,
  emptyList,
  noDeploy,
  serviceOrStages,
  storeWithoutDeploy,
} from "../modules/findings/errors";
import type { Finding } from "../modules/findings/finding";
import { actionsOf, deploysOf, type ReleasePathSettings, stagesOf } from "../settings/schema/release-path";

function accountFindings(settings: ReleasePathSettings): readonly Finding[] {
  const accounts = deploysOf(settings).flatMap(({ account }) => account ?? []);
  return accounts.flatMap((account, index) => {
    const first = accounts.find(({ id }) => id === account.id);
    const isSame = JSON.stringify(first) === JSON.stringify(account);
    return accounts.indexOf(account) === index && !isSame ? accountSaidTwice(account.id) : [];
  });
}

/** What contradicts itself in a release path. */
export function releasePathFindings(settings: ReleasePathSettings): readonly Finding[] {
  const { service, stages, crossRegionArtifactStores = {} } = settings;
  const regions = new Set(deploysOf(settings).map(({ region }) => region));
  if ((service === undefined) === (stages === undefined)) return serviceOrStages(service);
  return [
    ...emptyList("stages", stages, "at least one stage with a deploy"),
    ...(stages && stages.length > 0 && deploysOf(settings).length === 0 ? noDeploy(stages.length) : []),
    ...stagesOf(settings).flatMap((stage) =>
      emptyList(`stage "${stage.stageName}" actions`, actionsOf(stage), "at least one action"),
    ),
    ...accountFindings(settings),
    ...Object.keys(crossRegionArtifactStores)
      .filter((region) => !regions.has(region))
      .flatMap((region) => storeWithoutDeploy(`crossRegionArtifactStores["${region}"]`, region)),
  ];
}
