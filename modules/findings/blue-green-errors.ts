import { type Findings, found, none } from "./found";

// What a user reads about a refused value of a blue/green release.

const projectRoot = "the path of a file in this project, from its root";

/** A file that settings name and that is not there. */
export function missingFile(property: string, got: string): Findings {
  return found("FILE-MISSING", property, got, "names no file", projectRoot);
}

/** What AWS would refuse in a task definition: where it stands, in the file. */
export function refusedTaskDefinition(
  file: string,
  { path, got, problem, allowed }: { path: string; got: unknown; problem: string; allowed: string },
): Findings {
  return found("ECS-TASK-DEFINITION", `${file}${path === "" ? "" : ` ${path}`}`, got, problem, allowed);
}

/** A port that the load balancer sends to and that the container does not have. */
export function portNotMapped(
  property: string,
  got: number,
  container: string,
  ports: readonly number[],
): Findings {
  if (ports.includes(got)) return none;
  return found(
    "ECS-CONTAINER-PORT",
    property,
    got,
    `is no port of the container "${container}"`,
    ports.length > 0
      ? `a containerPort of its portMappings in the task definition: ${ports.join(", ")}`
      : "a containerPort of its portMappings in the task definition, which has none",
  );
}

/** A release path without a deployment, or with several. */
export function oneDeployment(property: string, got: number): Findings {
  return got === 1
    ? none
    : found(
        "BLUE-GREEN-ONE-DEPLOYMENT",
        property,
        got,
        `has ${got === 0 ? "no stage" : "several stages"} that shift${got === 0 ? "s" : ""} the service`,
        'exactly one stage or action of the type "blue-green": another service is another entry',
      );
}

/** A release has one task definition for its migration. */
export function oneMigration(property: string, got: number): Findings {
  return got <= 1
    ? none
    : found(
        "BLUE-GREEN-ONE-MIGRATION",
        property,
        got,
        "has several migrations",
        "one: its command can do several things",
      );
}

/** The short form beside the long one. */
export function migrationOrStages(got: unknown): Findings {
  return found(
    "BLUE-GREEN-MIGRATION-OR-STAGES",
    "migration",
    got,
    "stands beside stages",
    'one of the two: `migration` is short for a stage "Migrate" of the type "migrate"',
  );
}

/** Executions side by side would migrate side by side, and CodeDeploy takes one deployment of a group at a time. */
export function oneExecutionAtATime(property: string, got: string): Findings {
  return found(
    "BLUE-GREEN-PARALLEL",
    property,
    got,
    "lets two releases meet at one service",
    '"SUPERSEDED" or "QUEUED": two migrations would run at once, and a deployment group has one deployment at a time (CodeDeploy: Quotas)',
  );
}

/** Images of one container, or of containers whose artifacts would have one name. */
export function imageTwice(property: string, got: string): Findings {
  return found(
    "BLUE-GREEN-IMAGE-TWICE",
    property,
    got,
    "stands for two images",
    "each container once, in one image; capitals, and `-` in place of `_`, do not tell two images apart",
  );
}

/** How many images a release can carry. */
export const maxImages = 4;

/** More images than a release can carry, or none. */
export function imageCount(property: string, got: number): Findings {
  return got >= 1 && got <= maxImages
    ? none
    : found(
        "BLUE-GREEN-IMAGE-COUNT",
        property,
        got,
        got === 0 ? "names no image" : "names too many images",
        `1 to ${maxImages}: a build takes five artifacts, and one of them holds the task definition (CodePipeline: AWS CodeBuild build and test action reference)`,
      );
}

/** A service to make without a task definition to make it of. */
export function createWithoutFile(property: string): Findings {
  return found(
    "BLUE-GREEN-CREATE-NO-FILE",
    property,
    undefined,
    "needs a task definition in this project",
    "`definitions.taskDefinitionFile`: the service is made with the first revision of it",
  );
}

/** A build that pulls the image and is in no network from which a database is reached. */
export function migrationWithoutVpc(property: string): Findings {
  return found(
    "BLUE-GREEN-MIGRATION-VPC",
    property,
    undefined,
    'is missing where `runIn` is "build"',
    "the VPC, subnets and security groups from which the migration reaches its database",
  );
}
