import { arnRules } from "../aws/arn-rules";
import { nameRules } from "../aws/name-rules";
import { subnetFindings } from "../ec2/network-findings";
import type { TrafficRoutes } from "../elb/load-balancer-interface";
import {
  circuitBreakerOfCodeDeploy,
  noLoadBalancer,
  notForFargate,
  severalBases,
  unknownContainer,
  unknownPort,
} from "../findings/ecs-errors";
import type { Finding } from "../findings/finding";
import { targetGroupCount, testPortUnused } from "../findings/load-balancer-errors";
import { ignoredOptions, withoutEffect } from "../findings/option-errors";
import { duplicates, invalidArn, invalidName, notOneOf, outOfRange, tooMany } from "../findings/value-errors";
import { autoscalingFindings } from "./autoscaling";
import {
  type CapacityProviderShare,
  containerInsightsValues,
  type FargateServiceOptions,
  fargateCapacityProviders,
} from "./fargate-service-options";
import {
  containerNamesOf,
  containersOf,
  numberOf,
  objectsOf,
  type TaskDefinitionDocument,
  textOf,
  textsOf,
} from "./task-definition-document";

interface Service extends FargateServiceOptions {
  readonly clusterName: string;
  readonly serviceName: string;
  readonly deploymentController?: string;
  readonly taskDefinition: TaskDefinitionDocument;
  readonly images?: Readonly<Record<string, string>>;
  readonly traffic?: TrafficRoutes & { readonly containerName: string; readonly containerPort: number };
}

const servicePage = "Amazon ECS API: CreateService";

/** What ECS would refuse in a service on Fargate, and what contradicts itself there. */
export function fargateServiceFindings(service: Service): readonly Finding[] {
  return [
    ...invalidName("clusterName", service.clusterName, nameRules.ecsCluster),
    ...invalidName("serviceName", service.serviceName, nameRules.ecsService),
    ...networkFindings(service),
    ...invalidName("platformVersion", service.platformVersion, nameRules.platformVersion),
    ...outOfRange("desiredCount", service.desiredCount, range(0, 5000, "tasks")),
    ...outOfRange(
      "healthCheckGracePeriodSeconds",
      service.healthCheckGracePeriodSeconds,
      range(0, 2_147_483_647, "seconds"),
    ),
    ...invalidArn("secretsKmsKeyArn", service.secretsKmsKeyArn, arnRules.kmsKey),
    ...capacityFindings(service.capacityProviderStrategy ?? []),
    ...(service.autoscaling ? autoscalingFindings(service.autoscaling) : []),
    ...clusterFindings(service),
    ...deploymentFindings(service),
    ...ignoredFindings(service),
    ...fargateFindings(service.taskDefinition),
    ...containerFindings(service),
  ];
}

const range = (min: number, max: number, unit: string) => ({ min, max, unit, source: servicePage });

function networkFindings({ vpcId, subnets, securityGroupIds = [] }: Service): readonly Finding[] {
  const page = "Amazon ECS API: AwsVpcConfiguration";
  return [
    ...invalidName("vpcId", vpcId, nameRules.vpcId),
    ...subnetFindings("subnets", subnets, { max: 16, source: page }),
    ...tooMany("securityGroupIds", securityGroupIds, 4, `${page}, and one is made`),
    ...securityGroupIds.flatMap((id, index) =>
      invalidName(`securityGroupIds[${index}]`, id, nameRules.securityGroupId),
    ),
  ];
}

function capacityFindings(shares: readonly CapacityProviderShare[]): readonly Finding[] {
  const page = "Amazon ECS API: CapacityProviderStrategyItem";
  const names = shares.map(({ capacityProvider }) => capacityProvider);
  return [
    ...duplicates("capacityProviderStrategy", names, "name a provider"),
    ...severalBases(shares.flatMap(({ base }) => base ?? [])),
    ...shares.flatMap(({ capacityProvider, weight, base }, index) => {
      const at = `capacityProviderStrategy[${index}]`;
      return [
        ...notOneOf(`${at}.capacityProvider`, capacityProvider, fargateCapacityProviders, page),
        ...outOfRange(`${at}.weight`, weight, { min: 0, max: 1000, unit: "", source: page }),
        ...outOfRange(`${at}.base`, base, { min: 0, max: 100_000, unit: "tasks", source: page }),
      ];
    }),
  ];
}

function clusterFindings({ containerInsights, existingCluster = false }: Service): readonly Finding[] {
  const because = { exists: existingCluster, said: "existingCluster" };
  return [
    ...notOneOf(
      "containerInsights",
      containerInsights,
      containerInsightsValues,
      "Amazon ECS API: ClusterSetting",
    ),
    ...ignoredOptions("containerInsights", containerInsights, because),
  ];
}

function deploymentFindings(service: Service): readonly Finding[] {
  const { deploymentController, deploymentCircuitBreaker, traffic, serviceName } = service;
  if (deploymentController === "CODE_DEPLOY") {
    return [
      ...(deploymentCircuitBreaker ? circuitBreakerOfCodeDeploy() : []),
      ...(traffic ? [] : noLoadBalancer(serviceName)),
    ];
  }
  if (traffic === undefined) return [];
  return [
    ...targetGroupCount(traffic.targetGroups),
    ...(traffic.testPort === undefined ? [] : testPortUnused(traffic.testPort)),
  ];
}

function ignoredFindings(service: Service): readonly Finding[] {
  const { existingLoadBalancer = false, existingLogGroups = false, loadBalancer, logRetentionDays } = service;
  return [
    ...ignoredOptions("loadBalancer", loadBalancer, {
      exists: existingLoadBalancer,
      said: "existingLoadBalancer",
    }),
    ...ignoredOptions("logRetentionDays", logRetentionDays, {
      exists: existingLogGroups,
      said: "existingLogGroups",
    }),
    ...withoutEffect("desiredCount", service.desiredCount, {
      holds: service.autoscaling !== undefined,
      said: "on a service that scales by itself",
      allowed: "autoscaling.minCapacity, or desiredCount without autoscaling",
    }),
    ...unreachedFindings(service),
    ...withoutEffect("secretsKmsKeyArn", service.secretsKmsKeyArn, {
      holds: service.existingExecutionRole !== undefined,
      said: "on a role that exists",
      allowed: "left out, or an execution role that is made here",
    }),
  ];
}

// That CodeDeploy needs a load balancer is said once.
function unreachedFindings(service: Service): readonly Finding[] {
  const { traffic, deploymentController, existingLoadBalancer, loadBalancer } = service;
  const because = {
    holds: traffic === undefined && deploymentController !== "CODE_DEPLOY",
    said: "on a service that nothing reaches",
    allowed: "left out, or traffic beside it",
  };
  return [
    ...withoutEffect("loadBalancer", loadBalancer, because),
    ...withoutEffect("existingLoadBalancer", existingLoadBalancer || undefined, because),
    ...withoutEffect("healthCheckGracePeriodSeconds", service.healthCheckGracePeriodSeconds, because),
  ];
}

function fargateFindings(document: TaskDefinitionDocument): readonly Finding[] {
  const at = "taskDefinition";
  const { networkMode, cpu, memory } = document;
  const compatibilities = textsOf(document.requiresCompatibilities);
  const isOther = compatibilities.length > 0 && !compatibilities.includes("FARGATE");
  return [
    ...(networkMode === "awsvpc" ? [] : notForFargate(`${at}.networkMode`, networkMode, '"awsvpc"')),
    ...(cpu === undefined ? notForFargate(`${at}.cpu`, cpu, "the CPU units of the whole task") : []),
    ...(memory === undefined ? notForFargate(`${at}.memory`, memory, "the memory of the whole task") : []),
    ...(isOther
      ? notForFargate(`${at}.requiresCompatibilities`, compatibilities, "FARGATE among them, or none")
      : []),
  ];
}

function containerFindings({ taskDefinition, images = {}, traffic }: Service): readonly Finding[] {
  const names = containerNamesOf(taskDefinition);
  const pushed = Object.keys(images).flatMap((name) => unknownContainer("images", name, names));
  if (traffic === undefined) return pushed;
  const { containerName, containerPort } = traffic;
  const unknown = unknownContainer("containerName", containerName, names);
  if (unknown.length > 0) return [...pushed, ...unknown];
  return [...pushed, ...unknownPort("containerPort", containerPort, portsOf(taskDefinition, containerName))];
}

function portsOf(document: TaskDefinitionDocument, containerName: string): readonly number[] {
  return containersOf(document)
    .filter(({ name }) => textOf(name) === containerName)
    .flatMap(({ portMappings }) => objectsOf(portMappings))
    .flatMap(({ containerPort }) => numberOf(containerPort) ?? []);
}
