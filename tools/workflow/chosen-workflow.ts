import type { Workflow } from "../../stacks/github-actions-to-ecs";

/** A stack that has a workflow. */
export interface StackWorkflow {
  readonly stack: string;
  readonly workflow: Workflow;
}

/** The workflow of the stack that was named, or of the only one that there is; or why there is none. */
export function chosenWorkflow(
  all: readonly StackWorkflow[],
  name?: string,
): Workflow | { readonly problem: string } {
  const names = all.map(({ stack }) => stack).join(", ");
  const [first, ...others] = all;
  if (first === undefined) {
    return { problem: 'No entry of settings/stacks.ts is of the system "github-actions-to-ecs".' };
  }
  if (name === undefined) {
    return others.length === 0
      ? first.workflow
      : { problem: `Several stacks have a workflow; name one of them: ${names}` };
  }
  const named = all.find(({ stack }) => stack === name);
  return (
    named?.workflow ?? { problem: `The stack "${name}" has no workflow. Stacks that have one: ${names}` }
  );
}
