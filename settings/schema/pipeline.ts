import { z } from "zod/mini";
import { pipelineTypes } from "../../modules/pipeline/action";
import { executionModes, type PipelineOptions } from "../../modules/pipeline/pipeline";
import type { PipelineVariable } from "../../modules/pipeline/pipeline-variable";
import { roleSchema } from "./role";
import { optional, strict, string } from "./types";

/** The pipeline itself; every key has a default. */
export interface PipelineSettings extends PipelineOptions {
  /** 1 to 100 characters, unique in the account and Region. @default the entry's `name` */
  readonly pipelineName?: string;
  /** Logical ID of the pipeline's elements. Keep it once deployed. @default the entry's `logicalId` */
  readonly logicalId?: string;
}

const variable = strict<PipelineVariable>()({
  name: string,
  defaultValue: optional(string),
  description: optional(string),
});

export const pipelineSchema = strict<PipelineSettings>()({
  pipelineName: optional(string),
  pipelineType: optional(z.enum(pipelineTypes)),
  executionMode: optional(z.enum(executionModes)),
  variables: optional(z.readonly(z.array(variable))),
  role: optional(roleSchema),
  logicalId: optional(string),
  roleLogicalId: optional(string),
});
