import { arnRules } from "../modules/aws/arn-rules";
import { pipelineConsoleUrl } from "../modules/aws/console";
import { nameRules } from "../modules/aws/name-rules";
import { check } from "../modules/findings/check";
import { invalidArn, invalidName } from "../modules/findings/errors";
import { EncryptionKey } from "../modules/kms/encryption-key";
import type { Pipeline } from "../modules/pipeline/pipeline";
import type { CommonSettings } from "../settings/schema/common";
import { ProjectStack, type SummaryLine } from "./project-stack";

/** The logical ID of a system's main parts when its settings do not say. */
export const defaultLogicalId = "main";

/** A stack around one pipeline. */
export abstract class PipelineStack extends ProjectStack {
  abstract readonly pipeline: Pipeline;

  summary(): readonly SummaryLine[] {
    const { startedBy, stages } = this.pipeline;
    const path = stages.map(({ stageName, actions }) => {
      const providers = actions.map(({ action }) => action.type.provider);
      return `${stageName} (${providers.join(", ")})`;
    });
    return [
      ...startedBy.map(({ description }) => ({ label: "started by", text: description })),
      { label: "stages", text: path.join(" → ") },
    ];
  }

  /** ARN of the key that settings ask for; none for keys of AWS's. */
  protected kmsKeyArn({ kmsKey, stack, name = stack }: CommonSettings): string | undefined {
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
