import { S3Object } from "@cdktf/provider-aws/lib/s3-object";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { appSpec } from "../../modules/ecs/app-spec/app-spec";
import { setLogicalId } from "../../modules/logical-ids/logical-id";
import { S3Source } from "../../modules/pipeline/sources/s3-source";
import { ExistingSourceBucket, type ISourceBucket, SourceBucket } from "../../modules/s3/source-bucket";
import { defined } from "../../modules/terraform/defined";
import { ZipAsset } from "../../modules/terraform/zip-asset";
import type { EcrPushBlueGreenSettings } from "../../settings/schema/ecr-push-blue-green";
import type { Defaults } from "../defaults";
import type { TaskDefinitionFile } from "../service/task-definition-file";

const defaultKey = "definitions.zip";
const logicalId = "definitions";

/** The object with task definition and AppSpec file: its bucket, what Terraform uploads, and the action that brings it. */
export class Definitions extends Construct {
  readonly source: S3Source;
  /** What the pipeline comes after: it runs at once, and reads them first. */
  readonly dependencies: readonly ITerraformDependable[];

  constructor(
    scope: Construct,
    id: string,
    settings: EcrPushBlueGreenSettings,
    { kmsKeyArn }: Defaults,
    file: TaskDefinitionFile | undefined,
  ) {
    super(scope, id);
    const { definitions } = settings;
    const { objectKey = defaultKey, trigger = "none" } = definitions;
    setLogicalId(this, "logicalId" in definitions ? definitions.logicalId : logicalId);
    const bucket = this.bucketOf(definitions, definitions.kmsKeyArn ?? kmsKeyArn);
    this.dependencies =
      file?.text === undefined ? bucket.settled : [this.upload(bucket, objectKey, settings, file.text)];
    this.source = new S3Source({ actionName: "Definitions", bucket, objectKey, trigger });
  }

  private bucketOf(
    definitions: EcrPushBlueGreenSettings["definitions"],
    kmsKeyArn: string | undefined,
  ): ISourceBucket {
    if ("existingBucket" in definitions) {
      const { existingBucket: bucketName } = definitions;
      return new ExistingSourceBucket(
        this,
        "bucket",
        defined({ bucketName, kmsKeyArn: definitions.kmsKeyArn }),
      );
    }
    const {
      objectKey: _,
      taskDefinitionFile: __,
      trigger: ___,
      imagePlaceholders: ____,
      ...bucket
    } = definitions;
    return new SourceBucket(this, "bucket", defined({ logicalId, ...bucket, kmsKeyArn }));
  }

  private upload(
    bucket: ISourceBucket,
    key: string,
    settings: EcrPushBlueGreenSettings,
    text: string,
  ): S3Object {
    const { service, deployment } = settings;
    const { create, containerName, containerPort } = service;
    const asset = new ZipAsset(this, "zip", {
      fileName: defaultKey,
      files: {
        "taskdef.json": text,
        "appspec.yaml": appSpec(
          defined({
            containerName,
            containerPort,
            platformVersion: create?.platformVersion ?? service.platformVersion,
            capacityProviderStrategy: create?.capacityProviderStrategy?.map((share) => ({
              weight: 1,
              ...share,
            })),
            hooks: deployment?.hooks,
          }),
        ),
      },
    });
    return new S3Object(this, "object", {
      bucket: bucket.location,
      key,
      source: asset.path,
      sourceHash: asset.hash,
      contentType: "application/zip",
      dependsOn: [...bucket.settled],
    });
  }
}
