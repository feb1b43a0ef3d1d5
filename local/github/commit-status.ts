/** What a status says of a commit. */
export const STATUS_STATES = ["error", "failure", "pending", "success"] as const;

export type StatusState = (typeof STATUS_STATES)[number];

/** A status of a commit as GitHub keeps it. One of the same context takes its place, and all of them are kept. */
export interface CommitStatus {
  readonly id: number;
  readonly state: StatusState;
  readonly context: string;
  readonly description: string | null;
  readonly target_url: string | null;
  readonly creator: { readonly login: string; readonly type: string };
  readonly created_at: string;
  readonly updated_at: string;
}
