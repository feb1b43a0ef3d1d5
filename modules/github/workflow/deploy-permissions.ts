import type { Construct } from "constructs";
import { arnOf } from "../../aws/current";
import { type IImageRepository, pushImages } from "../../ecr/existing-image-repository";
import type { BaseTaskDefinition } from "../../ecs/base-task-definition";
import { passRole } from "../../iam/pass-role";
import type { Statement } from "../../iam/statement";

/** What a workflow works on. */
export interface DeployedByWorkflow {
  readonly imageRepository: IImageRepository;
  readonly base: BaseTaskDefinition;
  readonly clusterName: string;
  readonly serviceName: string;
}

/** Every call of the workflow that deploys, and no other. */
export function deployPermissions(
  scope: Construct,
  { imageRepository, base, clusterName, serviceName }: DeployedByWorkflow,
): readonly Statement[] {
  const { bucket, objectArn, taskRoleArns, hasTags } = base;
  return [
    ...pushImages(imageRepository),
    { actions: ["s3:GetObject"], resources: [objectArn] },
    // Without it S3 says AccessDenied of an object that is missing (Amazon S3 API: GetObject).
    { actions: ["s3:ListBucket"], resources: [bucket.bucketArn] },
    ...(bucket.kmsKeyArn === undefined ? [] : [{ actions: ["kms:Decrypt"], resources: [bucket.kmsKeyArn] }]),
    { actions: ["ecs:RegisterTaskDefinition"], resources: ["*"] },
    ...(hasTags ? [tagRevisions(scope)] : []),
    {
      actions: ["ecs:DescribeServices", "ecs:UpdateService"],
      resources: [arnOf(scope, "ecs", `service/${clusterName}/${serviceName}`)],
    },
    ...(taskRoleArns.length > 0 ? [passRole(taskRoleArns, ["ecs-tasks.amazonaws.com"])] : []),
  ];
}

const tagRevisions = (scope: Construct): Statement => ({
  actions: ["ecs:TagResource"],
  resources: [arnOf(scope, "ecs", "task-definition/*")],
  conditions: [{ test: "StringEquals", variable: "ecs:CreateAction", values: ["RegisterTaskDefinition"] }],
});
