import { join, relative } from "node:path";
import { App, TerraformResource } from "cdktf";
import type { ProjectStack, SummaryLine } from "../stacks/project-stack";

const warningType = "@cdktf/warn";

function warningsOf(stack: ProjectStack): readonly string[] {
  return stack.node
    .findAll()
    .flatMap(({ node }) =>
      node.metadata.filter(({ type }) => type === warningType).map(({ data }) => `${node.path}: ${data}`),
    );
}

const describeLine = ({ label, text }: SummaryLine): string => `  ${label.padEnd(11)} ${text}`;

/**
 * What was synthesized, for the person who will read the plan: what the stack says of itself, its size, its warnings,
 * and what an apply would destroy.
 */
export function describeStack(stack: ProjectStack, destructions: readonly string[] = []): string {
  const resources = stack.node.findAll().filter((construct) => construct instanceof TerraformResource).length;
  const folder = relative(process.cwd(), join(App.of(stack).outdir, "stacks", stack.node.id));
  const lines: readonly SummaryLine[] = [
    ...stack.summary(),
    { label: "resources", text: String(resources) },
    ...[...warningsOf(stack), ...destructions].map((text) => ({ label: "warning", text })),
    {
      label: "next",
      text: `npx cdktf diff ${stack.node.id}   or   cd ${folder} && terraform init && terraform plan`,
    },
  ];
  return [stack.node.id, ...lines.map(describeLine)].join("\n");
}
