import { isRecord } from "../task-definition/is-record";
import type { Problem } from "../task-definition/problem";
import { taskDefinitionFacts } from "../task-definition/task-definition-facts";
import { taskDefinitionPlaceholder } from "./app-spec";
import { appSpecHooks } from "./app-spec-hooks";
import { readAppSpec } from "./read-app-spec";

type Problems = readonly Problem[];
type Data = Readonly<Record<string, unknown>>;

const structure = "CodeDeploy: AppSpec File structure";
const resourcesSection = "CodeDeploy: AppSpec 'resources' section";
const hooksSection = "CodeDeploy: AppSpec 'hooks' section";
const properties = "Resources[0].TargetService.Properties";

function found(path: string, got: unknown, problem: string, allowed: string, source: string): Problems {
  return [{ path, got, problem, allowed: `${allowed} (${source})` }];
}

/** What CodeDeploy would refuse in an AppSpec file that `readAppSpec` can read, and what it names that the task definition lacks. */
export function appSpecProblems(text: string, taskDefinition: string): Problems {
  const file = readAppSpec(text);
  if (file === undefined) return [];
  if (!isRecord(file)) return found("", file, "is no AppSpec file", "version, Resources, Hooks", structure);
  return [
    ...versionProblems(file.version),
    ...resourceProblems(section(file, "Resources"), taskDefinition),
    ...hookProblems(section(file, "Hooks")),
  ];
}

/** AWS's pages write these two keys both ways. */
function section(file: Data, name: string): unknown {
  return file[name] ?? file[name.toLowerCase()];
}

function versionProblems(version: unknown): Problems {
  return version === "0.0" || version === 0
    ? []
    : found("version", version, "is no version of AppSpec", "0.0", structure);
}

function resourceProblems(resources: unknown, taskDefinition: string): Problems {
  const [resource, ...more]: readonly unknown[] = Array.isArray(resources) ? resources : [];
  const service = isRecord(resource) ? resource.TargetService : undefined;
  if (!isRecord(service) || more.length > 0) {
    return found("Resources", resources, "does not name one service", "one TargetService", resourcesSection);
  }
  const type =
    service.Type === "AWS::ECS::Service"
      ? []
      : found(
          "Resources[0].TargetService.Type",
          service.Type,
          "is no service of ECS",
          "AWS::ECS::Service",
          resourcesSection,
        );
  if (!isRecord(service.Properties)) {
    return [
      ...type,
      ...found(properties, service.Properties, "is missing", "the service's properties", resourcesSection),
    ];
  }
  return [...type, ...propertyProblems(service.Properties, taskDefinition)];
}

function propertyProblems(
  { TaskDefinition, LoadBalancerInfo, NetworkConfiguration }: Data,
  taskDefinition: string,
): Problems {
  return [
    ...(TaskDefinition === taskDefinitionPlaceholder
      ? []
      : found(
          `${properties}.TaskDefinition`,
          TaskDefinition,
          "is not what CodePipeline fills in, so that this release would not be deployed",
          taskDefinitionPlaceholder,
          "CodePipeline: Amazon ECS and CodeDeploy blue-green deploy action reference",
        )),
    ...targetProblems(isRecord(LoadBalancerInfo) ? LoadBalancerInfo : {}, taskDefinition),
    ...networkProblems(NetworkConfiguration),
  ];
}

function targetProblems({ ContainerName, ContainerPort }: Data, taskDefinition: string): Problems {
  const path = `${properties}.LoadBalancerInfo`;
  const { containers } = taskDefinitionFacts(taskDefinition);
  const container = containers.find(({ name }) => name === ContainerName);
  if (container === undefined) {
    const names = containers.map(({ name }) => name).join(", ");
    return found(
      `${path}.ContainerName`,
      ContainerName,
      "is no container of the task definition",
      `one of ${names}`,
      resourcesSection,
    );
  }
  return container.ports.includes(Number(ContainerPort))
    ? []
    : found(
        `${path}.ContainerPort`,
        ContainerPort,
        `is no port in the portMappings of container ${container.name}`,
        container.ports.join(", ") || "a port: it has none",
        resourcesSection,
      );
}

function networkProblems(network: unknown): Problems {
  if (network === undefined) return [];
  const path = `${properties}.NetworkConfiguration.AwsvpcConfiguration`;
  const awsvpc =
    isRecord(network) && isRecord(network.AwsvpcConfiguration) ? network.AwsvpcConfiguration : {};
  return ["Subnets", "SecurityGroups", "AssignPublicIp"]
    .filter((key) => awsvpc[key] === undefined)
    .flatMap((key) =>
      found(`${path}.${key}`, undefined, "is missing", "all three of these keys, or none", resourcesSection),
    );
}

function hookProblems(hooks: unknown): Problems {
  if (hooks === undefined) return [];
  if (!Array.isArray(hooks)) return found("Hooks", hooks, "is no list", "a list of hooks", hooksSection);
  return hooks.flatMap((hook: unknown, index) => {
    const entries = isRecord(hook) ? Object.entries(hook) : [];
    if (entries.length === 0) {
      return found(`Hooks[${index}]`, hook, "is no hook", appSpecHooks.join(", "), hooksSection);
    }
    return entries.flatMap(([name, lambda]) => {
      if (!appSpecHooks.some((known) => known === name)) {
        return found(`Hooks[${index}].${name}`, name, "is no hook", appSpecHooks.join(", "), hooksSection);
      }
      return typeof lambda === "string" && lambda !== ""
        ? []
        : found(
            `Hooks[${index}].${name}`,
            lambda,
            "names no function",
            "a Lambda function's name or ARN",
            hooksSection,
          );
    });
  });
}
