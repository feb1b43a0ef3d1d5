import type { Problem } from "./problem";

// Every sentence about what AWS refuses in a task definition is written here: the build prints them too, where there is no CDKTF.

type Problems = readonly Problem[];

const register = "Amazon ECS: RegisterTaskDefinition";
const parameters = "Amazon ECS: Task definition parameters";
const onFargate = "Amazon ECS: Task definition differences for Fargate";
const sizes = "Amazon ECS: Troubleshoot invalid CPU or memory errors";
const dependencies = "Amazon ECS: ContainerDependency";
const health = "Amazon ECS: HealthCheck";
const quotas = "Amazon ECS: Service quotas";
const blueGreen = "CodePipeline: Amazon ECS and CodeDeploy blue-green deploy action reference";
const nameAlphabet = "1 to 255 letters, digits, _ and -";

function found(path: string, got: unknown, problem: string, allowed: string, source: string): Problems {
  return [{ path, got, problem, allowed: `${allowed} (${source})` }];
}

// Of the text

export function noJson(text: string, error: unknown): Problems {
  const why = error instanceof Error ? error.message : String(error);
  const got = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return found("", got, `is no JSON: ${why}`, "strict JSON, without comments and trailing commas", register);
}

export function noObject(path: string, got: unknown): Problems {
  return found(
    path,
    got,
    "is no task definition",
    "an object with family and containerDefinitions, or what `aws ecs describe-task-definition` answers",
    register,
  );
}

export function keyTwice(path: string, key: string): Problems {
  return found(path, key, "is a key that stands twice in its object", "each key once", "RFC 8259: JSON");
}

export function tooLarge(bytes: number): Problems {
  return found("", `${bytes} bytes`, "is too large", "up to 65536 bytes", quotas);
}

export function wrongType(path: string, got: unknown, allowed: string): Problems {
  return found(path, got, "is of the wrong type", allowed, register);
}

export function missingKey(path: string): Problems {
  return found(path, undefined, "is missing", "it is required", register);
}

export function notOneOf(path: string, got: unknown, members: readonly string[]): Problems {
  return found(path, got, "is no value that AWS knows", members.join(", "), register);
}

// Of the images

export function missingContainer(got: string, names: readonly unknown[]): Problems {
  return found(
    "containerDefinitions",
    got,
    "is the container of an image, and no container of the task definition",
    `one of ${names.map((name) => JSON.stringify(name)).join(", ")}`,
    "the image goes to the container of that name",
  );
}

export function missingMigrationContainer(got: string, names: readonly unknown[]): Problems {
  return found(
    "containerDefinitions",
    got,
    "is the container of the migration, and no container of the task definition",
    `one of ${names.map((name) => JSON.stringify(name)).join(", ")}`,
    "the migration runs in a container of the service",
  );
}

export function noImageUri(path: string, got: unknown): Problems {
  return found(
    path,
    got,
    "is no image with its digest",
    "registry/repository@sha256:… as an ECR source writes it",
    "CodePipeline: Amazon ECR source action reference",
  );
}

export function missingFile(fileName: string): Problems {
  return found(
    "",
    undefined,
    "is missing",
    `${fileName} in the root of its artifact`,
    "CodePipeline: Amazon ECS and CodeDeploy blue-green deploy action reference",
  );
}

export function tooManyPlaceholders(got: readonly string[]): Problems {
  return found("containerDefinitions", got, "are too many images for placeholders", "up to 4", blueGreen);
}

export function placeholderTwice(got: string): Problems {
  return found("", got, "is a placeholder that stands more than once in the text", "once", blueGreen);
}

export function placeholderLeft(path: string, got: string): Problems {
  return found(path, got, "is a placeholder that nothing fills", "an image for this container", parameters);
}

export function invalidImage(path: string, got: unknown): Problems {
  return found(
    path,
    got,
    "is no image",
    "repository:tag or repository@sha256:… with 64 hexadecimal digits: letters, digits and . _ - : / # @, up to 255 before an @",
    parameters,
  );
}

// Of the task

export function invalidName(path: string, got: unknown): Problems {
  return found(path, got, "is no valid name", nameAlphabet, register);
}

export function nameTwice(path: string, got: unknown): Problems {
  return found(path, got, "is a name that another one has", "a name of its own", register);
}

export function noContainers(got: unknown): Problems {
  return found("containerDefinitions", got, "holds no container", "at least one", register);
}

export function tooManyContainers(got: number): Problems {
  return found("containerDefinitions", got, "containers are too many", "up to 10", quotas);
}

export function noEssentialContainer(): Problems {
  return found(
    "containerDefinitions",
    "essential: false in each",
    "has no essential container",
    "at least one container that is essential, as it is without the key",
    parameters,
  );
}

export function missingSize(key: string): Problems {
  return found(key, undefined, "is missing", "a size of the task, which Fargate requires", sizes);
}

export function invalidCpu(got: unknown, allowed: readonly number[]): Problems {
  return found("cpu", got, "is no size that Fargate has", allowed.join(", "), sizes);
}

export function invalidMemory(
  got: unknown,
  cpu: number,
  [min, max, step]: readonly [number, number, number],
): Problems {
  const also = cpu === 256 ? "512, 1024, 2048" : `${min} to ${max} in steps of ${step}`;
  return found("memory", got, `is no size that Fargate has with cpu ${cpu}`, `${also} (MiB)`, sizes);
}

export function invalidSize(path: string, got: unknown, allowed: string): Problems {
  return found(path, got, "is no size of a task", allowed, sizes);
}

export function notOnFargate(path: string, got: unknown, allowed: string): Problems {
  return found(path, got, "is not for Fargate", allowed, onFargate);
}

export function executionRoleNeeded(why: string): Problems {
  return found(
    "executionRoleArn",
    undefined,
    `is missing, and ${why}`,
    "the ARN of a task execution role",
    "Amazon ECS: Task execution IAM role",
  );
}

export function sumTooLarge(key: string, sum: number, taskKey: string, task: number): Problems {
  return found(
    `containerDefinitions[].${key}`,
    sum,
    "is what the containers have together, and more than the task has",
    `up to ${task}, the \`${taskKey}\` of the task`,
    parameters,
  );
}

export function outOfRange(path: string, got: number, min: number, max: number): Problems {
  const allowed = max === Number.POSITIVE_INFINITY ? `at least ${min}` : `${min} to ${max}`;
  return found(path, got, "is out of range", allowed, parameters);
}

export function tooManyTags(got: number): Problems {
  return found("tags", got, "tags are too many", "up to 50", register);
}

export function emptyTags(): Problems {
  return found("tags", [], "is an empty list", "at least one tag, or no such key", register);
}

export function invalidTag(path: string, got: unknown, allowed: string): Problems {
  return found(path, got, "is no valid tag", allowed, register);
}

// Of a container

export function memoryNeeded(path: string): Problems {
  return found(
    path,
    undefined,
    "is missing, and so is the memory of the task",
    "`memory` or `memoryReservation` of the container, or `memory` of the task",
    parameters,
  );
}

export function memoryBelowReservation(path: string, got: number, reservation: number): Problems {
  return found(path, got, "is less than its memoryReservation", `at least ${reservation}`, parameters);
}

export function memoryAboveTask(path: string, got: number, task: number): Problems {
  return found(path, got, "is more than the task has", `up to ${task}`, parameters);
}

export function otherHostPort(path: string, got: number, containerPort: number, mode: string): Problems {
  return found(
    path,
    got,
    `differs from the container's port, in network mode ${mode}`,
    `${containerPort}, or no such key`,
    parameters,
  );
}

export function portTwice(path: string, got: string): Problems {
  return found(path, got, "is a port that is mapped already", "each port and protocol once", parameters);
}

export function portsWithoutNetwork(path: string, got: unknown): Problems {
  return found(path, got, "stands beside network mode none", "no port mappings", parameters);
}

export function unknownName(path: string, got: unknown, what: string, names: readonly unknown[]): Problems {
  const allowed = names.length === 0 ? `there is no ${what}` : names.map((name) => String(name)).join(", ");
  return found(path, got, `is the name of no ${what} of this task definition`, allowed, parameters);
}

export function linksOutsideBridge(path: string, got: unknown, mode: string): Problems {
  return found(path, got, `stands beside network mode ${mode}`, "links in network mode bridge", parameters);
}

export function waitsForItself(path: string, names: readonly string[]): Problems {
  return found(path, names.join(" → "), "is a circle: none of them can start", "no circle", dependencies);
}

export function healthCheckNeeded(path: string, got: unknown): Problems {
  return found(
    path,
    got,
    "waits for a container that has no healthCheck to be HEALTHY",
    "START, or a healthCheck there",
    dependencies,
  );
}

export function waitsForEndOfEssential(path: string, got: unknown): Problems {
  return found(
    path,
    got,
    "waits for the end of an essential container, which ends the task",
    "START or HEALTHY, or `essential: false` there",
    dependencies,
  );
}

export function invalidHealthCommand(path: string, got: unknown): Problems {
  return found(path, got, "does not say how it is run", "CMD, CMD-SHELL or NONE, then the command", health);
}

export function emptyHealthCommand(path: string, got: unknown): Problems {
  return found(path, got, "holds no command", "CMD or CMD-SHELL and a command after it", health);
}

export function missingLogOption(path: string): Problems {
  return found(path, undefined, "is missing", "awslogs needs awslogs-group and awslogs-region", parameters);
}

export function emptyText(path: string): Problems {
  return found(path, "", "is empty", "at least one character", register);
}

export function secretTwice(path: string, got: unknown): Problems {
  return found(path, got, "is the name of another secret of this container", "each name once", register);
}

export function secretAndVariable(path: string, got: unknown): Problems {
  return found(
    path,
    got,
    "is the name of a variable in the container's environment too",
    "each name once, in secrets or in environment",
    register,
  );
}
