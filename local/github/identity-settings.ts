import { z } from "zod";

/** The job that a token is for. */
export interface IdentitySettings {
  readonly audience: string;
  /** @default "main" */
  readonly branch?: string | undefined;
  /** The environment that the job names. */
  readonly environment?: string | undefined;
  /** @default made of the repository and the environment, or the branch where the job names no environment */
  readonly subject?: string | undefined;
  /** @default the commit at the branch's head */
  readonly sha?: string | undefined;
  /** @default the local GitHub's own account */
  readonly actor?: string | undefined;
  /** @default "push" */
  readonly eventName?: string | undefined;
  /** The name of the workflow. @default "deploy" */
  readonly workflow?: string | undefined;
  /** @default ".github/workflows/deploy.yml" */
  readonly workflowPath?: string | undefined;
  /** @default "1" */
  readonly runId?: string | undefined;
  /** Seconds from now after which nobody may take it, less than 0 for one that has expired. @default 300 */
  readonly lifetimeSeconds?: number | undefined;
  /** @default "https://token.actions.githubusercontent.com" */
  readonly issuer?: string | undefined;
}

/** The same as a request says it. */
export const IDENTITY_SETTINGS = z.object({
  audience: z.string().min(1),
  branch: z.string().min(1).optional(),
  environment: z.string().min(1).optional(),
  subject: z.string().min(1).optional(),
  sha: z.string().min(1).optional(),
  actor: z.string().min(1).optional(),
  eventName: z.string().min(1).optional(),
  workflow: z.string().min(1).optional(),
  workflowPath: z.string().min(1).optional(),
  runId: z.string().min(1).optional(),
  lifetimeSeconds: z.number().optional(),
  issuer: z.string().min(1).optional(),
}) satisfies z.ZodType<IdentitySettings>;
