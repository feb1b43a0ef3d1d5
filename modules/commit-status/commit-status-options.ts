import type { NodeFunctionOptions } from "../lambda/node-function-options";

/** What a commit's status can be about: the whole execution, a stage of it, an action (CodePipeline: Monitoring events). */
export const statusLevels = ["pipeline", "stage", "action"] as const;

export type StatusLevel = (typeof statusLevels)[number];

/** What a commit can be told of an execution that a newer one has overtaken. */
export const supersededStates = ["pending", "success"] as const;

export type SupersededState = (typeof supersededStates)[number];

/** What a user may choose about the statuses and the function that sets them. */
export interface CommitStatusOptions extends NodeFunctionOptions {
  /** 1 to 64 characters, unique in the Region. @default `<name>-commit-status` */
  readonly functionName?: string;
  /** What statuses are about; each level has contexts of its own, so that each stage has one. @default ["pipeline"] */
  readonly levels?: readonly StatusLevel[];
  /**
   * What GitHub tells statuses of one commit apart by; `<pipeline>` stands for the pipeline's name. That of a stage is
   * `<context>/<stage>`, that of an action `<context>/<stage>/<action>`.
   * @default "codepipeline/<pipeline>"
   */
  readonly context?: string;
  /**
   * The status of a commit whose execution was overtaken by a newer one. `pending`: nothing shows that this commit works.
   * `success`: the newer one carries it.
   * @default "pending"
   */
  readonly supersededState?: SupersededState;
  /** Where GitHub is: `https://` and a host, such as `https://github.example.com`. @default "https://github.com" */
  readonly githubUrl?: string;
  /** Names of the EventBridge rules start with this, 1 to 55 characters. @default the function's name */
  readonly ruleNamePrefix?: string;
}
