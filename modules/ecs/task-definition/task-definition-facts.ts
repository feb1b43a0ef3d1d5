import { type Container, containersOf, listOf } from "./containers";
import { isRecord } from "./is-record";
import { valueAt } from "./json-text";

/** What a stack wants to know of a task definition. Of a text with problems, what can be read. */
export interface TaskDefinitionFacts {
  readonly family?: string;
  readonly taskRoleArn?: string;
  readonly executionRoleArn?: string;
  readonly networkMode?: string;
  readonly requiresCompatibilities: readonly string[];
  readonly containers: readonly ContainerFacts[];
}

/** What a stack wants to know of a container. */
export interface ContainerFacts {
  readonly name: string;
  readonly image?: string;
  readonly essential: boolean;
  /** The container's ports. */
  readonly ports: readonly number[];
  /** What its variables are read from: ARNs, or names of parameters; those of the log driver too. */
  readonly secrets: readonly string[];
  /** Where the driver is `awslogs`. */
  readonly log?: {
    readonly group?: string;
    readonly region?: string;
    readonly streamPrefix?: string;
    readonly createGroup: boolean;
  };
}

/** Reads the facts of a task definition that `readTaskDefinition` has read. */
export function taskDefinitionFacts(text: string): TaskDefinitionFacts {
  const compatibilities = valueAt(text, ["requiresCompatibilities"]);
  return {
    ...textsOf({
      family: valueAt(text, ["family"]),
      taskRoleArn: valueAt(text, ["taskRoleArn"]),
      executionRoleArn: valueAt(text, ["executionRoleArn"]),
      networkMode: valueAt(text, ["networkMode"]),
    }),
    requiresCompatibilities: Array.isArray(compatibilities) ? compatibilities.filter(isText) : [],
    containers: containersOf(text).map(containerFacts),
  };
}

function containerFacts(container: Container): ContainerFacts {
  const log = isRecord(container.logConfiguration) ? container.logConfiguration : {};
  const options = isRecord(log.options) ? log.options : {};
  return {
    name: isText(container.name) ? container.name : "",
    ...textsOf({ image: container.image }),
    essential: container.essential !== false,
    ports: listOf(container.portMappings)
      .map(({ containerPort }) => containerPort)
      .filter((port) => typeof port === "number"),
    secrets: [...listOf(container.secrets), ...listOf(log.secretOptions)]
      .map(({ valueFrom }) => valueFrom)
      .filter(isText),
    ...(log.logDriver === "awslogs" && {
      log: {
        ...textsOf({
          group: options["awslogs-group"],
          region: options["awslogs-region"],
          streamPrefix: options["awslogs-stream-prefix"],
        }),
        createGroup: options["awslogs-create-group"] === "true",
      },
    }),
  };
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function textsOf<Key extends string>(values: Readonly<Record<Key, unknown>>): Partial<Record<Key, string>> {
  const texts: Partial<Record<Key, string>> = {};
  for (const key in values) {
    const value = values[key];
    if (isText(value)) texts[key] = value;
  }
  return texts;
}
