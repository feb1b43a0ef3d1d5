import { S3Object } from "@cdktf/provider-aws/lib/s3-object";
import { Construct } from "constructs";
import { roleArnOf } from "../aws/current";
import { nameRules } from "../aws/name-rules";
import { check } from "../findings/check";
import { invalidName } from "../findings/value-errors";
import { type LogicalIdProps, setLogicalId } from "../logical-ids/logical-id";
import type { ISourceBucket } from "../s3/source-bucket";
import { literal } from "../terraform/literal";
import { multiLine } from "../terraform/multi-line";
import { valueAt } from "./task-definition/json-text";
import { type TaskRoleArns, withRoles } from "./task-definition/with-roles";

export interface BaseTaskDefinitionProps extends LogicalIdProps {
  /** Where the object lies, in a bucket that keeps versions. */
  readonly bucket: ISourceBucket;
  /** 1 to 1024 characters. */
  readonly objectKey: string;
  /** The task definition as its file says it, without what only AWS writes: no text of it is interpreted. */
  readonly taskDefinition: string;
  /** The roles of a service that is made with it. @default those that the task definition names */
  readonly roles?: TaskRoleArns;
}

/** The task definition that every release starts from, in S3: a release puts its image in, and nothing else. */
export class BaseTaskDefinition extends Construct {
  readonly bucket: ISourceBucket;
  readonly objectKey: string;
  readonly objectArn: string;
  /** ARNs of task role and execution role, each once. */
  readonly taskRoleArns: readonly string[];
  /** Whether whoever registers it must be allowed to tag. */
  readonly hasTags: boolean;

  constructor(scope: Construct, id: string, props: BaseTaskDefinitionProps) {
    super(scope, id);
    setLogicalId(this, props.logicalId);
    const { bucket, objectKey, taskDefinition, roles = {} } = props;
    this.bucket = bucket;
    this.objectKey = objectKey;
    this.objectArn = `${bucket.bucketArn}/${objectKey}`;
    this.taskRoleArns = this.rolesOf(taskDefinition, roles);
    const tags = valueAt(taskDefinition, ["tags"]);
    this.hasTags = Array.isArray(tags) && tags.length > 0;
    new S3Object(this, "object", {
      bucket: bucket.location,
      key: objectKey,
      content: multiLine(this, withRoles(literal(taskDefinition), roles)),
      contentType: "application/json",
      dependsOn: [...bucket.settled],
    });
    check(this, () => invalidName("objectKey", objectKey, nameRules.objectKey));
  }

  private rolesOf(taskDefinition: string, roles: TaskRoleArns): readonly string[] {
    const named = (["taskRoleArn", "executionRoleArn"] as const).map(
      (key) => roles[key] ?? valueAt(taskDefinition, [key]),
    );
    const given = named.filter((role): role is string => typeof role === "string" && role !== "");
    return [...new Set(given.map((role) => roleArnOf(this, role)))];
  }
}
