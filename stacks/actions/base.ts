import { Construct } from "constructs";
import { nameRules } from "../../modules/aws/name-rules";
import { BaseTaskDefinition } from "../../modules/ecs/base-task-definition";
import type { TaskRoleArns } from "../../modules/ecs/task-definition/with-roles";
import { check } from "../../modules/findings/check";
import { unknownContainer } from "../../modules/findings/ecs-errors";
import { baseTaskDefinitionOnce } from "../../modules/findings/github-actions-errors";
import { invalidName } from "../../modules/findings/value-errors";
import { setLogicalId } from "../../modules/logical-ids/logical-id";
import { ExistingSourceBucket, type ISourceBucket, SourceBucket } from "../../modules/s3/source-bucket";
import { defined } from "../../modules/terraform/defined";
import type { BaseTaskDefinitionSettings } from "../../settings/schema/base-task-definition";
import type { GithubActionsToEcsSettings } from "../../settings/schema/github-actions-to-ecs";
import { type TaskDefinitionFile, taskDefinitionFile } from "../service/task-definition-file";
import { checkTaskDefinition } from "../service/task-definition-findings";

export interface BaseProps {
  readonly settings: GithubActionsToEcsSettings;
  /** The roles of the service, where it is made here. */
  readonly roles: TaskRoleArns | undefined;
  /** What encrypts a bucket that is made. */
  readonly kmsKeyArn: string | undefined;
}

const defaultKey = "task-definition.json";
const defaultLogicalId = "task_definition";

/** The task definition that settings name, in the bucket that they name. */
export function baseTaskDefinition(parent: Construct, props: BaseProps): BaseTaskDefinition {
  const { settings, roles, kmsKeyArn } = props;
  const { taskDefinition } = settings;
  const scope = new Construct(parent, defaultLogicalId);
  const logicalId = "logicalId" in taskDefinition ? taskDefinition.logicalId : undefined;
  setLogicalId(scope, logicalId);
  const file = fileOf(settings);
  checkBase(scope, settings, file);
  return new BaseTaskDefinition(
    scope,
    "base",
    defined({
      logicalId: logicalId ?? defaultLogicalId,
      bucket: bucketOf(scope, taskDefinition, taskDefinition.kmsKeyArn ?? kmsKeyArn),
      objectKey: taskDefinition.objectKey ?? defaultKey,
      // Never written: that the file is missing or cannot be read is a finding.
      taskDefinition: file?.text ?? "{}",
      roles,
    }),
  );
}

function fileOf({ taskDefinition, service }: GithubActionsToEcsSettings): TaskDefinitionFile | undefined {
  const path = service.create?.taskDefinitionFile ?? taskDefinition.taskDefinitionFile;
  return path === undefined ? undefined : taskDefinitionFile(path);
}

function bucketOf(
  scope: Construct,
  settings: BaseTaskDefinitionSettings,
  kmsKeyArn: string | undefined,
): ISourceBucket {
  if ("existingBucket" in settings) {
    const { existingBucket: bucketName } = settings;
    return new ExistingSourceBucket(scope, "bucket", defined({ bucketName, kmsKeyArn: settings.kmsKeyArn }));
  }
  const { objectKey: _, taskDefinitionFile: __, ...bucket } = settings;
  return new SourceBucket(scope, "bucket", defined({ logicalId: defaultLogicalId, ...bucket, kmsKeyArn }));
}

function checkBase(
  scope: Construct,
  { taskDefinition, service }: GithubActionsToEcsSettings,
  file: TaskDefinitionFile | undefined,
): void {
  const property = "taskDefinition.taskDefinitionFile";
  const { taskDefinitionFile: named } = taskDefinition;
  if ((named === undefined) === (service.create === undefined)) {
    check(scope, () => baseTaskDefinitionOnce(property, named));
  }
  // The file of a service that is made is checked where that is made.
  if (service.create !== undefined || file === undefined) return;
  checkTaskDefinition(scope, { property, file, hasMadeRoles: false });
  const containers = file.facts?.containers.map(({ name }) => name) ?? [];
  const { containerName } = service;
  // That there are no containers is a finding of the task definition, and a name that none can have is one too.
  if (containers.length > 0 && invalidName("", containerName, nameRules.container).length === 0) {
    check(scope, () => unknownContainer("service.containerName", containerName, containers));
  }
}
