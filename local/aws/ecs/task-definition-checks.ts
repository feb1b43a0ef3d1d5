import { z } from "zod";
import { AwsError } from "../client/aws-error";
import { cpuUnits, isFargateSize, mebibytes } from "./fargate-sizes";
import { ecrImageOf } from "./image-reference";

const named = z.looseObject({ name: z.string() });

const container = z.looseObject({
  name: z.string().default(""),
  image: z.string().default(""),
  essential: z.boolean().default(true),
  cpu: z.number().default(0),
  memory: z.number().optional(),
  memoryReservation: z.number().optional(),
  portMappings: z
    .array(z.looseObject({ containerPort: z.number().optional(), hostPort: z.number().optional() }))
    .default([]),
  mountPoints: z.array(z.looseObject({ sourceVolume: z.string().optional() })).default([]),
  volumesFrom: z.array(z.looseObject({ sourceContainer: z.string().optional() })).default([]),
  dependsOn: z.array(z.looseObject({ containerName: z.string(), condition: z.string() })).default([]),
  secrets: z.array(named).default([]),
  healthCheck: z.looseObject({}).optional(),
  logConfiguration: z
    .looseObject({ logDriver: z.string(), options: z.record(z.string(), z.string()).default({}) })
    .optional(),
});

type Container = z.output<typeof container>;

// Keys that it does not know mean nothing to it: tools refuse them by their model of AWS.
const taskDefinitionInput = z.looseObject({
  family: z.string().regex(/^[\w-]{1,255}$/),
  networkMode: z.string().optional(),
  cpu: z.string().optional(),
  memory: z.string().optional(),
  executionRoleArn: z.string().optional(),
  requiresCompatibilities: z.array(z.string()).default([]),
  volumes: z.array(named).default([]),
  containerDefinitions: z.array(container).min(1),
});

type Definition = z.output<typeof taskDefinitionInput>;

/** Refuses what RegisterTaskDefinition refuses and moto lets through. */
export function checkTaskDefinition(input: object): void {
  const parsed = taskDefinitionInput.safeParse(input);
  if (!parsed.success) throw refused(z.prettifyError(parsed.error));
  const definition = parsed.data;
  const { containerDefinitions: containers, networkMode } = definition;
  if (definition.requiresCompatibilities.includes("FARGATE")) checkFargate(definition);
  for (const one of containers) checkContainer(definition, one);
  if (new Set(containers.map(({ name }) => name)).size < containers.length) {
    throw refused("Container names must be unique within a Task Definition.");
  }
  if (!containers.some(({ essential }) => essential)) {
    throw refused("A task definition must have at least one essential container.");
  }
  if (networkMode === "awsvpc" && containers.some(mapsToAnotherPort)) {
    throw refused("When networkMode=awsvpc, the host ports and container ports in port mappings must match.");
  }
  const total = containers.reduce((sum, { cpu }) => sum + cpu, 0);
  if (definition.cpu !== undefined && total > cpuUnits(definition.cpu)) {
    throw refused(
      "The sum of all container 'cpu' values cannot be greater than the value of the task 'cpu'.",
    );
  }
}

function checkFargate({
  cpu,
  memory,
  networkMode,
  executionRoleArn,
  containerDefinitions,
}: Definition): void {
  if (networkMode !== "awsvpc") throw refused("Fargate only supports network mode ‘awsvpc’.");
  if (cpu === undefined) throw refused("Fargate requires that 'cpu' be defined at the task level.");
  if (memory === undefined) throw refused("Fargate requires that 'memory' be defined at the task level.");
  if (!isFargateSize(cpuUnits(cpu), mebibytes(memory))) {
    throw refused("No Fargate configuration exists for given values.");
  }
  if (executionRoleArn !== undefined) return;
  const needsRole = "Fargate requires task definition to have execution role ARN to support";
  if (containerDefinitions.some(({ image }) => ecrImageOf(image) !== undefined)) {
    throw refused(`${needsRole} ECR images.`);
  }
  if (containerDefinitions.some(({ logConfiguration }) => logConfiguration?.logDriver === "awslogs")) {
    throw refused(`${needsRole} log driver awslogs.`);
  }
}

function checkContainer(
  { containerDefinitions, volumes, memory, executionRoleArn }: Definition,
  one: Container,
): void {
  const { name, image, logConfiguration } = one;
  if (name === "") throw refused("Container.name should not be null or empty.");
  if (image === "") throw refused("Container.image should not be null or empty.");
  if (/\s/.test(image)) throw refused("Container.image contains invalid characters.");
  if ((one.memory ?? one.memoryReservation ?? memory) === undefined) {
    throw refused(
      `Invalid setting for container '${name}'. At least one of 'memory' or 'memoryReservation' must be specified.`,
    );
  }
  if (one.secrets.length > 0 && executionRoleArn === undefined) {
    throw refused(
      "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.",
    );
  }
  for (const { sourceVolume } of one.mountPoints) {
    if (volumes.some((volume) => volume.name === sourceVolume)) continue;
    throw refused(`Unknown volume '${sourceVolume ?? ""}'.`);
  }
  for (const { sourceContainer } of one.volumesFrom) {
    if (containerDefinitions.some((other) => other.name === sourceContainer)) continue;
    throw refused(`Unknown container '${sourceContainer ?? ""}' in volumesFrom.`);
  }
  if (logConfiguration?.logDriver === "awslogs") checkLogOptions(logConfiguration.options);
  checkDependencies(one, containerDefinitions);
}

function checkLogOptions(options: Readonly<Record<string, string>>): void {
  const missing = ["awslogs-region", "awslogs-group"].filter((option) => !(option in options));
  if (missing.length > 0) throw refused(`Log driver awslogs requires options: ${missing.join(", ")}`);
}

function checkDependencies({ dependsOn }: Container, containers: readonly Container[]): void {
  for (const { containerName, condition } of dependsOn) {
    const other = containers.find(({ name }) => name === containerName);
    if (other === undefined) {
      throw refused(`Cannot depend on container + '${containerName}' because it does not exist`);
    }
    if (other.essential && ["SUCCESS", "COMPLETE"].includes(condition)) {
      throw refused(
        "A dependency container with SUCCESS or COMPLETE condition cannot be an essential container",
      );
    }
    if (other.healthCheck === undefined && condition === "HEALTHY") {
      throw refused(`A dependency container with HEALTHY condition needs a health check: '${containerName}'`);
    }
  }
}

function mapsToAnotherPort({ portMappings }: Container): boolean {
  return portMappings.some(({ containerPort, hostPort = 0 }) => hostPort !== 0 && hostPort !== containerPort);
}

function refused(message: string): AwsError {
  return new AwsError("ClientException", message);
}
