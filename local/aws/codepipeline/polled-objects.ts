import { AwsError } from "../client/aws-error";
import type { Scope } from "../gateway/scope";
import { startPipelineExecution } from "./executions";
import { sourceActions } from "./pipeline-declaration";
import { pipelinesIn } from "./pipelines";

/** A new version of an object. */
export interface NewVersion {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
}

/** Starts the pipelines of the account that poll this object: all that read it and do not say that they don't. */
export async function startPolling(scope: Scope, { bucket, key, versionId }: NewVersion): Promise<void> {
  for (const region of scope.regions()) {
    for (const { declaration } of pipelinesIn.of(region).values()) {
      const source = sourceActions(declaration).find(
        ({ actionTypeId: { owner, provider }, configuration }) =>
          `${owner}/${provider}` === "AWS/S3" &&
          configuration.S3Bucket === bucket &&
          configuration.S3ObjectKey === key &&
          configuration.PollForSourceChanges !== "false",
      );
      if (source === undefined) continue;
      const trigger = { triggerType: "PollForSourceChanges", triggerDetail: `${bucket}/${key}` } as const;
      const known = [{ actionName: source.name, revisionId: versionId }];
      try {
        await startPipelineExecution(region, { name: declaration.name, trigger, known });
      } catch (error) {
        // Who wrote the object hears nothing of what it started.
        if (!(error instanceof AwsError)) throw error;
      }
    }
  }
}
