import type { Construct } from "constructs";
import { arnOf, foreignArnOf } from "../aws/current";
import { parameterArn, secretArn } from "../iam/secret-arns";
import type { Statement } from "../iam/statement";
import { awslogsGroups } from "./awslogs-groups";
import {
  containersOf,
  type JsonObject,
  objectOf,
  objectsOf,
  type TaskDefinitionDocument,
  textOf,
} from "./task-definition-document";

export interface TaskExecution {
  readonly taskDefinition: TaskDefinitionDocument;
  /** Images in place of those that the task definition names, by container name. */
  readonly images: Readonly<Record<string, string>>;
  /** ARNs of the repositories that those come from. */
  readonly repositoryArns: readonly string[];
  /** ARN of the KMS key that encrypts the secrets; undefined: keys of AWS's. */
  readonly secretsKmsKeyArn: string | undefined;
}

/** What ECS needs to start the tasks of a task definition (Amazon ECS: Task execution IAM role). */
export function executionPermissions(scope: Construct, execution: TaskExecution): readonly Statement[] {
  const { taskDefinition, secretsKmsKeyArn } = execution;
  return [
    ...pullImages(scope, execution),
    ...writeLogs(scope, taskDefinition),
    ...readSecrets(scope, taskDefinition, secretsKmsKeyArn),
    ...readEnvironmentFiles(taskDefinition),
  ];
}

function pullImages(
  scope: Construct,
  { taskDefinition, images, repositoryArns }: TaskExecution,
): Statement[] {
  const named = containersOf(taskDefinition)
    .filter(({ name }) => images[textOf(name) ?? ""] === undefined)
    .flatMap(({ image }) => repositoryArnOf(scope, textOf(image) ?? "") ?? []);
  const resources = [...new Set([...repositoryArns, ...named])];
  if (resources.length === 0) return [];
  return [
    // The one ECR action without a resource: it answers for the whole registry.
    { actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
    {
      actions: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      resources,
    },
  ];
}

const ecrImage = /^(\d{12})\.dkr[.-]ecr(?:-fips)?\.([a-z0-9-]+)\.[a-z.]+\/([^:@]+)/;

function repositoryArnOf(scope: Construct, image: string): string | undefined {
  const [, accountId, region, name] = ecrImage.exec(image) ?? [];
  if (!accountId || !region || !name) return undefined;
  return foreignArnOf(scope, { accountId, region }, "ecr", `repository/${name}`);
}

function writeLogs(scope: Construct, taskDefinition: TaskDefinitionDocument): Statement[] {
  const groups = awslogsGroups(taskDefinition).map((group) => ({
    ...group,
    arn: arnOf(scope, "logs", `log-group:${group.logGroupName}:*`, group.region),
  }));
  const created = groups.filter(({ isCreated }) => isCreated);
  return [
    { actions: ["logs:CreateLogStream", "logs:PutLogEvents"], resources: groups.map(({ arn }) => arn) },
    { actions: ["logs:CreateLogGroup"], resources: created.map(({ arn }) => arn) },
  ].filter(({ resources }) => resources.length > 0);
}

/** Where a container reads a secret: the `valueFrom` of its variables and of its log driver's options, its registry's login. */
function secretsOf({ secrets, logConfiguration, repositoryCredentials }: JsonObject): readonly string[] {
  const values = [...objectsOf(secrets), ...objectsOf(objectOf(logConfiguration).secretOptions)];
  const login = textOf(objectOf(repositoryCredentials).credentialsParameter);
  return [...values.flatMap(({ valueFrom }) => textOf(valueFrom) ?? []), ...(login ? [login] : [])];
}

function readSecrets(
  scope: Construct,
  taskDefinition: TaskDefinitionDocument,
  kmsKeyArn: string | undefined,
): Statement[] {
  const named = [...new Set(containersOf(taskDefinition).flatMap(secretsOf))];
  if (named.length === 0) return [];
  const secrets = named.filter(isSecret).map((name) => secretArn(scope, name));
  const parameters = named.filter((name) => !isSecret(name)).map((name) => parameterArn(scope, name));
  return [
    { actions: ["ssm:GetParameters"], resources: parameters },
    { actions: ["secretsmanager:GetSecretValue"], resources: secrets },
    { actions: ["kms:Decrypt"], resources: kmsKeyArn === undefined ? [] : [kmsKeyArn] },
  ].filter(({ resources }) => resources.length > 0);
}

const isSecret = (valueFrom: string): boolean => /^arn:[^:]*:secretsmanager:/.test(valueFrom);

function readEnvironmentFiles(taskDefinition: TaskDefinitionDocument): Statement[] {
  const files = containersOf(taskDefinition).flatMap(({ environmentFiles }) => objectsOf(environmentFiles));
  const objects = [...new Set(files.flatMap(({ value }) => textOf(value) ?? []))];
  const buckets = [...new Set(objects.map((arn) => arn.split("/")[0] ?? arn))];
  return [
    { actions: ["s3:GetObject"], resources: objects },
    { actions: ["s3:GetBucketLocation"], resources: buckets },
  ].filter(({ resources }) => resources.length > 0);
}
