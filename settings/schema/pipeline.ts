import { z } from "zod";
import type { PipelineProps } from "../../modules/pipeline/pipeline";
import type { PipelineVariable } from "../../modules/pipeline/pipeline-variable";
import { roleSchema } from "./role";
import { optional, strict, string } from "./types";

/** The pipeline itself; every key has a default. */
export type PipelineOptions = Partial<Omit<PipelineProps, "artifactStore">>;

const variable = strict<PipelineVariable>()({
  name: string,
  defaultValue: optional(string),
  description: optional(string),
});

export const pipelineSchema = strict<PipelineOptions>()({
  pipelineName: optional(string),
  pipelineType: optional(z.enum(["V1", "V2"])),
  executionMode: optional(z.enum(["SUPERSEDED", "QUEUED", "PARALLEL"])),
  variables: optional(z.array(variable).readonly()),
  role: optional(roleSchema),
  logicalId: optional(string),
  roleLogicalId: optional(string),
});
