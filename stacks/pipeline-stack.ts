import { arnRules } from "../modules/aws/arn-rules";
import { pipelineConsoleUrl } from "../modules/aws/console";
import { nameRules } from "../modules/aws/name-rules";
import { check } from "../modules/findings/check";
import { invalidArn, invalidName } from "../modules/findings/errors";
import { EncryptionKey } from "../modules/kms/encryption-key";
import type { Pipeline } from "../modules/pipeline/pipeline";
import { ArtifactStore } from "../modules/s3/artifact-store";
import { defined } from "../modules/terraform/defined";
import type { ArtifactStoreSettings } from "../settings/schema/artifact-store";
import type { CommonSettings } from "../settings/schema/common";
import { ProjectStack } from "./project-stack";

const defaultLogicalId = "main";

/** What the parts of a stack have in common unless their own settings say otherwise. */
export interface Defaults {
  readonly name: string;
  readonly logicalId: string;
  readonly kmsKeyArn: string | undefined;
}

/** A stack around one pipeline. */
export abstract class PipelineStack extends ProjectStack {
  abstract readonly pipeline: Pipeline;

  /** What the settings of all systems say of the stack's parts. */
  protected defaults(settings: CommonSettings): Defaults {
    const { stack, name = stack, logicalId = defaultLogicalId } = settings;
    return { name, logicalId, kmsKeyArn: this.kmsKeyArn(settings) };
  }

  protected artifactStore(settings: ArtifactStoreSettings, { kmsKeyArn }: Defaults): ArtifactStore {
    return new ArtifactStore(this, "artifact", defined({ kmsKeyArn, ...settings }));
  }

  /** ARN of the key that settings ask for; none for keys of AWS's. */
  private kmsKeyArn({ kmsKey, stack, name = stack }: CommonSettings): string | undefined {
    if (kmsKey === "create") {
      return new EncryptionKey(this, "kms_key", { aliasName: name, logicalId: defaultLogicalId }).keyArn;
    }
    check(this, () => invalidArn("kmsKey", kmsKey, arnRules.kmsKey));
    return kmsKey;
  }

  /** The container is no construct's: its name reaches AWS inside imagedefinitions.json. */
  protected checkContainer(containerName: string): void {
    check(this, () => invalidName("service.containerName", containerName, nameRules.container));
  }

  /** What a person looks for after an apply. */
  protected outputPipeline(): void {
    const url = pipelineConsoleUrl(this.region, this.pipeline.pipelineName);
    this.output("pipeline_name", this.pipeline.resource.name, "The pipeline, as the AWS CLI names it");
    this.output("pipeline_url", url, "The pipeline in the console");
  }
}
