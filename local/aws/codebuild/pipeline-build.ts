import { z } from "zod";

const artifact = z.object({
  /** The artifact's name in the pipeline. */
  name: z.string(),
  bucket: z.string(),
  key: z.string(),
  /** The key of the artifact store, if it names one. */
  encryptionKey: z.string().optional(),
});

/** What only CodePipeline tells StartBuild: where the input artifacts lie, and where the output artifacts go. */
export const pipelineBuild = z.object({
  pipelineName: z.string(),
  /** The first is the primary source. */
  inputs: z.array(artifact).min(1),
  outputs: z.array(artifact),
  /** The revision of the primary source: a commit, an image's digest, a version of an object. */
  resolvedSourceVersion: z.string().optional(),
});

export type PipelineBuild = z.output<typeof pipelineBuild>;
