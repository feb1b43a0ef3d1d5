import { z } from "zod/mini";
import { pinActionsValues } from "../../modules/github/workflow/action-pins";
import type { DeployWorkflowOptions } from "../../modules/github/workflow/workflow";
import { boolean, either, number, optional, strict, string, stringMap, strings } from "./types";

/** The workflow file, and how it gets into the repository. */
export interface WorkflowSettings extends DeployWorkflowOptions {
  /** Where the workflow lies in its repository. @default ".github/workflows/deploy-<stack>.yml" */
  readonly fileName?: string;
  /** `hand`: somebody commits what `npm run workflow` writes. `terraform`: the GitHub provider commits it to the branch. @default "hand" */
  readonly placedBy?: "hand" | "terraform";
  /** What Terraform's commit says. @default "Deploy to ECS by <stack>" */
  readonly commitMessage?: string;
  /**
   * What the names of the repository's variables and secrets start with.
   * @default the entry's `name` in upper case, with `_` for all but letters and digits
   */
  readonly variablePrefix?: string;
}

export const workflowSchema = strict<WorkflowSettings>()({
  fileName: optional(string),
  placedBy: optional(z.enum(["hand", "terraform"])),
  commitMessage: optional(string),
  variablePrefix: optional(string),
  workflowName: optional(string),
  runsOn: optional(either<string | readonly string[]>("a label, or several", [string, strings])),
  timeoutInMinutes: optional(number),
  waitInMinutes: optional(number),
  dockerfile: optional(string),
  context: optional(string),
  platform: optional(string),
  buildArguments: optional(stringMap),
  pathFilters: optional(strings),
  pushLatest: optional(boolean),
  pinActions: optional(z.enum(pinActionsValues)),
  maskAccountId: optional(boolean),
});
