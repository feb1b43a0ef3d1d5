import type { RoleSession } from "../../../iam/role-session";
import type { RuleDeclaration } from "../../pipeline-declaration";
import type { ExecutionRun } from "../execution-run";

/** What a rule has to work with. */
export interface RuleContext {
  readonly run: ExecutionRun;
  readonly stageName: string;
  /** The rule, every variable of its configuration replaced. */
  readonly rule: RuleDeclaration;
  readonly ruleExecutionId: string;
  readonly region: string;
  /** The rule's own role, or the pipeline's. */
  readonly session: RoleSession;
  readonly signal: AbortSignal;
}

/** Answers with a summary when the rule holds; throws an ActionFailure or an AwsError when it does not. */
export type RuleCheck = (context: RuleContext) => Promise<string> | string;
