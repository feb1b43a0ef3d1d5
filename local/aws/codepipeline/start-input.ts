import { z } from "zod";

/** What StartPipelineExecution takes. */
export const startInput = z.object({
  name: z.string(),
  clientRequestToken: z.string().optional(),
  sourceRevisions: z
    .array(
      z.object({
        actionName: z.string(),
        revisionType: z.enum(["COMMIT_ID", "IMAGE_DIGEST", "S3_OBJECT_VERSION_ID", "S3_OBJECT_KEY"]),
        revisionValue: z.string().min(1),
      }),
    )
    .optional(),
  variables: z.array(z.object({ name: z.string(), value: z.string().min(1) })).optional(),
});

export type StartInput = z.output<typeof startInput>;
