import { AwsError } from "../client/aws-error";
import type { StageDeclaration } from "./pipeline-declaration";
import type { Pipeline } from "./pipelines";

/** The stage as it is declared now, or AWS's error. */
export function stageNamed({ declaration }: Pipeline, stageName: string): StageDeclaration {
  const stage = declaration.stages.find(({ name }) => name === stageName);
  if (stage !== undefined) return stage;
  throw new AwsError(
    "StageNotFoundException",
    `The pipeline ${declaration.name} has no stage '${stageName}'; ` +
      `it has ${declaration.stages.map(({ name }) => name).join(", ")}`,
  );
}
