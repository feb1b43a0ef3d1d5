import { z } from "zod";
import type { PipelineProps } from "../../modules/pipeline/pipeline";
import type { PipelineVariable } from "../../modules/pipeline/pipeline-variable";
import { roleSchema } from "./role";
import { optional, strict, text } from "./strict";

/** The pipeline itself; every key has a default. */
export type PipelineOptions = Partial<Omit<PipelineProps, "artifactStore">>;

const variable = strict<PipelineVariable>()({
  name: text,
  defaultValue: optional(text),
  description: optional(text),
});

export const pipelineSchema = strict<PipelineOptions>()({
  pipelineName: optional(text),
  pipelineType: optional(z.enum(["V1", "V2"])),
  executionMode: optional(z.enum(["SUPERSEDED", "QUEUED", "PARALLEL"])),
  variables: optional(z.array(variable).readonly()),
  role: optional(roleSchema),
  address: optional(text),
  roleAddress: optional(text),
});
