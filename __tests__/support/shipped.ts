import { pipelines } from "../../settings/pipelines";
import type { PipelineSettings } from "../../settings/schema/pipelines";

type Of<S extends PipelineSettings["system"]> = Extract<PipelineSettings, { system: S }>;

/** The shipped entry of a system. */
export function shipped<S extends PipelineSettings["system"]>(system: S): Of<S> {
  const entry = pipelines.find((candidate): candidate is Of<S> => candidate.system === system);
  if (!entry) throw new Error(`settings/pipelines.ts ships no entry of ${system}`);
  return entry;
}
