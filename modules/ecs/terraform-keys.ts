import { readOnlyKeys } from "./task-definition/without-read-only-keys";
import {
  isObject,
  type JsonObject,
  objectsOf,
  type TaskDefinitionDocument,
} from "./task-definition-document";

const carried = [
  "family",
  "containerDefinitions",
  "cpu",
  "memory",
  "networkMode",
  "pidMode",
  "ipcMode",
  "requiresCompatibilities",
  "enableFaultInjection",
  "taskRoleArn",
  "executionRoleArn",
  "runtimePlatform",
  "ephemeralStorage",
  "proxyConfiguration",
  "volumes",
  "tags",
];

// Volumes of instances (docker, FSx for Windows) are none of Fargate's.
const carriedOfVolume = ["name", "host", "configuredAtLaunch", "efsVolumeConfiguration"];

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  return Array.isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0;
}

const others = (object: JsonObject, known: readonly string[]): readonly string[] =>
  Object.keys(object).filter((key) => !known.includes(key) && !isEmpty(object[key]));

/** Whether `aws_ecs_task_definition` can say all that a task definition for Fargate says. */
export function isCarried(document: TaskDefinitionDocument): boolean {
  const volumes = objectsOf(document.volumes);
  return (
    others(document, [...readOnlyKeys, ...carried]).length === 0 &&
    volumes.every((volume) => others(volume, carriedOfVolume).length === 0 && isEmpty(volume.host))
  );
}
