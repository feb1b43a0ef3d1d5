import type { NameRule } from "./name-rule";

const ecsAlphabet = {
  pattern: /^[A-Za-z0-9_-]+$/,
  minLength: 1,
  maxLength: 255,
  alphabet: "letters, digits and _ -",
};

/** Names of services and their containers. */
export const ecsNames = {
  ecsCluster: {
    code: "ECS-CLUSTER-NAME",
    what: "cluster name",
    ...ecsAlphabet,
    source: "Amazon ECS API: CreateCluster",
  },
  ecsService: {
    code: "ECS-SERVICE-NAME",
    what: "service name",
    ...ecsAlphabet,
    source: "Amazon ECS API: CreateService",
  },
  container: {
    code: "ECS-CONTAINER-NAME",
    what: "container name",
    ...ecsAlphabet,
    source: "Amazon ECS API: ContainerDefinition",
  },
  platformVersion: {
    code: "ECS-PLATFORM-VERSION",
    what: "platform version",
    pattern: /^(LATEST|\d+\.\d+\.\d+)$/,
    minLength: 5,
    maxLength: 11,
    alphabet: "LATEST, or three numbers such as 1.4.0",
    source: "Amazon ECS: Fargate platform versions",
  },
} as const satisfies Record<string, NameRule>;
