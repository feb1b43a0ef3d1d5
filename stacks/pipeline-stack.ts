import type { Pipeline } from "../modules/pipeline/pipeline";
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
}
