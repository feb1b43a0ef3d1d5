import { isDeepStrictEqual } from "node:util";
import { roleTwice, unknownContainer } from "../../modules/findings/ecs-errors";
import type { Finding } from "../../modules/findings/finding";
import {
  madeElsewhere,
  madeInTwoWays,
  madeServicesOfOneName,
} from "../../modules/findings/made-service-errors";
import type { ReleasePathSettings } from "../../settings/schema/release-path";
import { isHere, type PlacedDeploy, type PlannedService, placedDeploys } from "./planned-services";
import type { TaskDefinitionFile } from "./task-definition-file";

type Findings = readonly Finding[];

/** A service to make, and the file that it is made with. */
export interface ServiceOfFile {
  readonly service: PlannedService;
  readonly file: TaskDefinitionFile;
}

/** The key of a deploy, as its entry writes it. */
export type PropertyOf = (stageName: string, key: string) => string;

/** Names what stands in a stage by the stage, and what stands in the entry itself as it is. */
export const propertyIn = ({ stages }: ReleasePathSettings): PropertyOf =>
  stages === undefined ? (_, key) => key : (stageName, key) => `stage "${stageName}" ${key}`;

function elsewhereFindings(settings: ReleasePathSettings, own: string, propertyOf: PropertyOf): Findings {
  return placedDeploys(settings)
    .filter(({ action }) => action.service.create !== undefined && !isHere(action, own))
    .flatMap(({ stageName, action: { account, region = own } }) => {
      const property = propertyOf(stageName, "service.create");
      return account
        ? madeElsewhere(property, account.id, "account")
        : madeElsewhere(property, region, "region");
    });
}

function deployFindings(
  { service: { settings, create }, file: { facts } }: ServiceOfFile,
  { stageName, action }: PlacedDeploy,
  propertyOf: PropertyOf,
): Findings {
  const { containerName, taskRoles } = action.service;
  const containers = facts?.containers.map(({ name }) => name) ?? [];
  // What is made holds the container of its load balancer against the task definition.
  const isBalanced = create.traffic !== undefined && containerName === settings.containerName;
  return [
    // That there are no containers is a finding of the task definition.
    ...(isBalanced || containers.length === 0
      ? []
      : unknownContainer(propertyOf(stageName, "service.containerName"), containerName, containers)),
    ...(taskRoles === undefined
      ? []
      : roleTwice(propertyOf(stageName, "service.taskRoles"), taskRoles, "service.create")),
  ];
}

function serviceFindings(planned: ServiceOfFile, propertyOf: PropertyOf): Findings {
  const { service } = planned;
  const { create, settings, stageName, deploys } = service;
  const isAnother = deploys.some(
    ({ action }) => action.service.create !== undefined && !isDeepStrictEqual(action.service.create, create),
  );
  return [
    ...(isAnother
      ? madeInTwoWays(
          propertyOf(stageName, "service.create"),
          `${settings.clusterName}/${settings.serviceName}`,
        )
      : []),
    ...deploys.flatMap((deploy) => deployFindings(planned, deploy, propertyOf)),
  ];
}

/** What contradicts itself in the services that a release path makes. */
export function madeServiceFindings(
  settings: ReleasePathSettings,
  own: string,
  services: readonly ServiceOfFile[],
): Findings {
  const propertyOf = propertyIn(settings);
  const ids = services.map(({ service }) => service.logicalId);
  return [
    ...elsewhereFindings(settings, own, propertyOf),
    ...services.flatMap((planned) => serviceFindings(planned, propertyOf)),
    ...services.flatMap(({ service: { stageName, logicalId } }, index) =>
      ids.indexOf(logicalId) === index
        ? []
        : madeServicesOfOneName(propertyOf(stageName, "service.create.logicalId"), logicalId),
    ),
  ];
}
