import { z } from "zod/mini";
import { pipelineTypes } from "../../modules/pipeline/action";
import { executionModes, type PipelineProps } from "../../modules/pipeline/pipeline";
import type { PipelineVariable } from "../../modules/pipeline/pipeline-variable";
import { roleSchema } from "./role";
import { optional, strict, string } from "./types";

/** The pipeline itself; every key has a default. */
export type PipelineOptions = Partial<
  Omit<PipelineProps, "artifactStore" | "crossRegionArtifactStores" | "region">
>;

const variable = strict<PipelineVariable>()({
  name: string,
  defaultValue: optional(string),
  description: optional(string),
});

export const pipelineSchema = strict<PipelineOptions>()({
  pipelineName: optional(string),
  pipelineType: optional(z.enum(pipelineTypes)),
  executionMode: optional(z.enum(executionModes)),
  variables: optional(z.readonly(z.array(variable))),
  role: optional(roleSchema),
  logicalId: optional(string),
  roleLogicalId: optional(string),
});
