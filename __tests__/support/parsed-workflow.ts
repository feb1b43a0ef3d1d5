import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from "@actions/workflow-parser";
import { parse } from "yaml";

/** What GitHub's own parser finds wrong with a workflow file. */
export async function workflowProblems(content: string): Promise<readonly string[]> {
  const name = ".github/workflows/deploy.yml";
  const { context, value } = parseWorkflow({ name, content }, new NoOperationTraceWriter());
  if (value !== undefined) await convertWorkflowTemplate(context, value);
  return context.errors.getErrors().map(({ message }) => message);
}

/** A step of a job, as the file has it. */
export interface WorkflowStep {
  readonly name: string;
  readonly id?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly run?: string;
}

/** A workflow file with one job. */
export interface ParsedWorkflow {
  readonly name: string;
  readonly on: {
    readonly push: { readonly branches: readonly string[]; readonly paths?: readonly string[] };
    readonly workflow_dispatch: null;
  };
  readonly permissions: object;
  readonly concurrency: { readonly group: string; readonly "cancel-in-progress": boolean };
  readonly jobs: {
    readonly deploy: {
      readonly if: string;
      readonly "runs-on": string | readonly string[];
      readonly "timeout-minutes": number;
      readonly environment?: string;
      readonly permissions: object;
      readonly steps: readonly WorkflowStep[];
    };
  };
}

export const parsedWorkflow = (text: string): ParsedWorkflow => parse(text) as ParsedWorkflow;
