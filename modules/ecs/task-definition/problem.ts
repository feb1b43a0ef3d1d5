/** What is wrong in a task definition or an AppSpec file: where, the value got, and what is allowed there. */
export interface Problem {
  /** As in `containerDefinitions[0].healthCheck.interval`; empty for the whole text. */
  readonly path: string;
  readonly got: unknown;
  readonly problem: string;
  /** With the title of the page that says so. */
  readonly allowed: string;
}
