import { RoleTarget, type RoleTargetProps } from "./role-target";

export interface PipelineTargetProps extends RoleTargetProps {
  /** The pipeline's ARN, made of its name. */
  readonly pipelineArn: string;
  /** The pipeline's ARN as a reference, so that the pipeline exists first. */
  readonly arn: string;
}

/** Starts a pipeline (EventBridge: Event bus targets). */
export class PipelineTarget extends RoleTarget {
  constructor(private readonly pipeline: PipelineTargetProps) {
    super(pipeline);
  }

  protected started() {
    return {
      arn: this.pipeline.arn,
      permission: {
        actions: ["codepipeline:StartPipelineExecution"],
        resources: [this.pipeline.pipelineArn],
      },
    };
  }
}
