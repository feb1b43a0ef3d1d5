import { PipelineTarget } from "../events/targets/pipeline-target";
import type { RoleOptions } from "../iam/role";
import { defined } from "../terraform/defined";
import { type SourceRevisionType, sourceRevision } from "./source-revision";

/** The pipeline that a trigger starts, and how. */
export interface StartedPipeline {
  /** The pipeline's ARN, made of its name. */
  readonly pipelineArn: string;
  /** The pipeline's ARN as a reference, so that the pipeline exists first. */
  readonly arn: string;
  /** The source action whose revision the event names. @default none: the execution reads what is newest when it starts */
  readonly overriddenAction?: string;
  readonly targetId?: string;
  readonly role?: RoleOptions;
  readonly roleLogicalId?: string;
}

/** The pipeline as the target of a rule, with the revision that the event carries at a JSON path. */
export function startedPipeline(
  { pipelineArn, arn, overriddenAction, targetId, role, roleLogicalId }: StartedPipeline,
  revisionType: SourceRevisionType,
  revisionPath: string,
): PipelineTarget {
  const inputTransformer =
    overriddenAction === undefined ? undefined : sourceRevision(overriddenAction, revisionType, revisionPath);
  return new PipelineTarget(defined({ pipelineArn, arn, targetId, role, roleLogicalId, inputTransformer }));
}
