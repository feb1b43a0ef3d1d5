/** The job that a token is for. */
export interface IdentitySettings {
  readonly audience: string;
  /** @default "main" */
  readonly branch?: string;
  /** The environment that the job names. */
  readonly environment?: string;
  /** @default made of the repository and the environment, or the branch where the job names no environment */
  readonly subject?: string;
  /** @default the commit at the branch's head */
  readonly sha?: string;
  /** @default the local GitHub's own account */
  readonly actor?: string;
  /** @default "push" */
  readonly eventName?: string;
  /** The name of the workflow. @default "deploy" */
  readonly workflow?: string;
  /** @default ".github/workflows/deploy.yml" */
  readonly workflowPath?: string;
  /** @default "1" */
  readonly runId?: string;
  /** Seconds from now after which nobody may take it, less than 0 for one that has expired. @default 300 */
  readonly lifetimeSeconds?: number;
  /** @default "https://token.actions.githubusercontent.com" */
  readonly issuer?: string;
}
