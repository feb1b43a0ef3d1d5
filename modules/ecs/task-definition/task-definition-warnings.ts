import { type Container, listOf } from "./containers";
import { isRecord } from "./is-record";
import { unknownKeys } from "./type-problems";
import {
  argumentsOfShell,
  curlWithoutFail,
  healthOfAnother,
  lateHealth,
  makesLogGroup,
  oneRoleForBoth,
  type TaskDefinitionWarning,
  unknownKey,
  variableTwice,
} from "./warnings";

type Warnings = readonly TaskDefinitionWarning[];

/** From this many seconds on, a wait for a health check is worth a word. */
const longInterval = 120;

/** What AWS takes of a task definition that `readTaskDefinition` has read, and what still goes wrong. */
export function taskDefinitionWarnings(text: string): Warnings {
  const task: unknown = JSON.parse(text);
  if (!isRecord(task)) return [];
  const containers = listOf(task.containerDefinitions);
  const isOneRole = typeof task.taskRoleArn === "string" && task.taskRoleArn === task.executionRoleArn;
  return [
    ...(isOneRole ? [oneRoleForBoth()] : []),
    ...unknownKeys(task).map(unknownKey),
    ...containers.flatMap((container, place) => {
      const path = `containerDefinitions[${place}]`;
      return [
        ...healthWarnings(`${path}.healthCheck`, container, containers, task.networkMode === "awsvpc"),
        ...logWarnings(`${path}.logConfiguration`, container.logConfiguration),
        ...variableWarnings(`${path}.environment`, container.environment),
      ];
    }),
  ];
}

function healthWarnings(
  path: string,
  container: Container,
  containers: readonly Container[],
  sharesNetwork: boolean,
): Warnings {
  const { healthCheck } = container;
  if (!isRecord(healthCheck) || !Array.isArray(healthCheck.command)) return [];
  const [how, script, ...rest] = healthCheck.command.map(String);
  if (script === undefined || how === "NONE") return [];
  const words = how === "CMD" ? [script, ...rest].join(" ") : script;
  const { interval } = healthCheck;
  const waiting = containers.find(({ dependsOn }) =>
    listOf(dependsOn).some(
      ({ containerName, condition }) => containerName === container.name && condition === "HEALTHY",
    ),
  );
  return [
    ...(how === "CMD-SHELL" && rest.length > 0 ? [argumentsOfShell(`${path}.command`, script, rest)] : []),
    ...(/\bcurl\s/.test(words) && !/\s(-[A-Za-z]*f|--fail)/.test(words)
      ? [curlWithoutFail(`${path}.command`)]
      : []),
    ...(sharesNetwork ? portWarnings(`${path}.command`, words, container, containers) : []),
    ...(waiting !== undefined && typeof interval === "number" && interval >= longInterval
      ? [lateHealth(`${path}.interval`, interval, String(waiting.name))]
      : []),
  ];
}

function portWarnings(
  path: string,
  words: string,
  container: Container,
  containers: readonly Container[],
): Warnings {
  const asked = /\b(?:localhost|127\.0\.0\.1):(\d+)/.exec(words)?.[1];
  if (asked === undefined) return [];
  const port = Number(asked);
  const has = ({ portMappings }: Container) =>
    listOf(portMappings).some(({ containerPort }) => containerPort === port);
  const other = containers.find((one) => one !== container && has(one));
  return other === undefined || has(container) ? [] : [healthOfAnother(path, port, String(other.name))];
}

function logWarnings(path: string, logConfiguration: unknown): Warnings {
  const options = isRecord(logConfiguration) ? logConfiguration.options : undefined;
  return isRecord(options) && options["awslogs-create-group"] === "true"
    ? [makesLogGroup(`${path}.options.awslogs-create-group`)]
    : [];
}

function variableWarnings(path: string, environment: unknown): Warnings {
  const names = listOf(environment).map(({ name }) => String(name));
  return names.flatMap((name, index) =>
    names.indexOf(name) < index ? [variableTwice(`${path}[${index}].name`, name)] : [],
  );
}
