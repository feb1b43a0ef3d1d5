import type { MadeServiceSettings } from "../../settings/schema/made-service";
import {
  actionsOf,
  type ReleasePathSettings,
  type StageOf,
  stagesOf,
} from "../../settings/schema/release-path";
import type { ServiceSettings } from "../../settings/schema/service";
import type { DeployActionSettings, StageActionSettings } from "../../settings/schema/stages";
import { stepNames } from "../release/step-names";

/** A deploy, and the stage that it stands in. */
export interface PlacedDeploy {
  readonly stageName: string;
  readonly action: DeployActionSettings;
}

/** A service that a release path makes, and every deploy to it. */
export interface PlannedService {
  readonly settings: ServiceSettings;
  readonly create: MadeServiceSettings;
  readonly stageName: string;
  readonly logicalId: string;
  readonly deploys: readonly PlacedDeploy[];
}

/** Where the stack stands, and what its elements are called. */
export interface Place {
  readonly region: string;
  readonly logicalId: string;
}

/** Every deploy of a release path, in order. */
export function placedDeploys(settings: ReleasePathSettings): readonly PlacedDeploy[] {
  const stages: readonly StageOf<StageActionSettings>[] = stagesOf(settings);
  return stages.flatMap((stage) =>
    actionsOf(stage).flatMap((action) =>
      action.type === "deploy" ? [{ stageName: stage.stageName, action }] : [],
    ),
  );
}

/** Whether a deploy goes to the stack's own account and Region. */
export const isHere = ({ account, region }: DeployActionSettings, own: string): boolean =>
  account === undefined && (region ?? own) === own;

/** What tells services of one account and Region apart. */
export const identityOf = ({ clusterName, serviceName }: ServiceSettings): string =>
  JSON.stringify([clusterName, serviceName]);

/** The services that a release path makes, each once. */
export function plannedServices(settings: ReleasePathSettings, place: Place): readonly PlannedService[] {
  const deploys = placedDeploys(settings).filter(({ action }) => isHere(action, place.region));
  const identities = new Set(deploys.map(({ action }) => identityOf(action.service)));
  return [...identities].flatMap((identity) =>
    plannedService(
      deploys.filter(({ action }) => identityOf(action.service) === identity),
      place,
    ),
  );
}

function plannedService(deploys: readonly PlacedDeploy[], place: Place): readonly PlannedService[] {
  const first = deploys.find(({ action }) => action.service.create !== undefined);
  const create = first?.action.service.create;
  if (first === undefined || create === undefined) return [];
  const { stageName, action } = first;
  const logicalId = create.logicalId ?? logicalIdOf(first, place);
  return [{ settings: action.service, create, stageName, logicalId, deploys }];
}

// The stage that `service` is short for has the entry's own, so that writing it out as stages changes nothing.
function logicalIdOf({ stageName, action }: PlacedDeploy, { logicalId: own }: Place): string {
  const { logicalId } = stepNames(stageName, action);
  return logicalId === "deploy" ? own : logicalId;
}
