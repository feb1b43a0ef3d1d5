import { Codepipeline, type CodepipelineConfig } from "@cdktf/provider-aws/lib/codepipeline";
import type { Construct } from "constructs";
import type { Stage } from "./stage";
import { stageBlock } from "./stage";

/**
 * An `aws_codepipeline` whose stages are asked for when the stack is written: by then it is known which actions' output
 * variables are read, and so which need a namespace.
 */
export class LatePipeline extends Codepipeline {
  constructor(
    scope: Construct,
    id: string,
    config: Omit<CodepipelineConfig, "stage">,
    private readonly stages: () => readonly Stage[],
  ) {
    super(scope, id, { ...config, stage: [] });
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    this.putStage(this.stages().map(stageBlock));
    return super.synthesizeAttributes();
  }

  protected override synthesizeHclAttributes(): { [name: string]: unknown } {
    this.putStage(this.stages().map(stageBlock));
    return super.synthesizeHclAttributes();
  }
}
