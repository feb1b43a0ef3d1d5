import { nameRules } from "../../modules/aws/name-rules";
import type { TaskDefinitionFacts } from "../../modules/ecs/task-definition/task-definition-facts";
import { createWithoutFile, portNotMapped } from "../../modules/findings/blue-green-errors";
import { roleTwice, unknownContainer } from "../../modules/findings/ecs-errors";
import type { Finding } from "../../modules/findings/finding";
import { withoutEffect } from "../../modules/findings/option-errors";
import { invalidName, outOfRange } from "../../modules/findings/value-errors";
import { invalidRole } from "../../modules/iam/pass-role";
import type { BlueGreenServiceSettings } from "../../settings/schema/blue-green-service";
import type { EcrPushBlueGreenSettings } from "../../settings/schema/ecr-push-blue-green";

type Findings = readonly Finding[];

const ports = { min: 1, max: 65_535, unit: "", source: "Amazon ECS API: LoadBalancer" };

/** What contradicts itself in the service of a release, by itself and, where it is known, with its task definition. */
export function serviceFindings(
  { service, definitions }: EcrPushBlueGreenSettings,
  facts: TaskDefinitionFacts | undefined,
): Findings {
  const { create, taskRoles } = service;
  const traffic = facts === undefined ? namesOf(service) : heldAgainst(service, facts);
  if (create === undefined) return [...traffic, ...findingsOfExisting(service)];
  return [
    // What is made holds itself against the task definition.
    ...(facts === undefined ? traffic : []),
    ...(taskRoles === undefined ? [] : roleTwice("service.taskRoles", taskRoles, "service.create")),
    ...withoutEffect("service.platformVersion", service.platformVersion, {
      holds: create.platformVersion !== undefined,
      said: "beside service.create.platformVersion",
      allowed: "one of the two",
    }),
    ...(definitions.taskDefinitionFile === undefined ? createWithoutFile("service.create") : []),
  ];
}

const namesOf = ({ containerName, containerPort }: BlueGreenServiceSettings): Findings => [
  ...invalidName("service.containerName", containerName, nameRules.container),
  ...outOfRange("service.containerPort", containerPort, ports),
];

function heldAgainst(
  { containerName, containerPort }: BlueGreenServiceSettings,
  { containers }: TaskDefinitionFacts,
): Findings {
  // That it has no containers is a finding of the task definition.
  if (containers.length === 0) return [];
  const names = containers.map(({ name }) => name);
  const balanced = containers.find(({ name }) => name === containerName);
  return balanced === undefined
    ? unknownContainer("service.containerName", containerName, names)
    : portNotMapped("service.containerPort", containerPort, containerName, balanced.ports);
}

const findingsOfExisting = ({ platformVersion, taskRoles }: BlueGreenServiceSettings): Findings => [
  ...invalidName("service.platformVersion", platformVersion, nameRules.platformVersion),
  ...(typeof taskRoles === "object"
    ? taskRoles.flatMap((role, index) => invalidRole(`service.taskRoles[${index}]`, role))
    : []),
];
