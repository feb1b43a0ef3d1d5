import { join, relative } from "node:path";
import { App, TerraformResource } from "cdktf";
import type { PipelineStack } from "../stacks/base";

const warningType = "@cdktf/warn";

function warningsOf(stack: PipelineStack): readonly string[] {
  return stack.node
    .findAll()
    .flatMap(({ node }) =>
      node.metadata.filter(({ type }) => type === warningType).map(({ data }) => `${node.path}: ${data}`),
    );
}

/** What was synthesized, for the person who will read the plan: what starts it, its stages, its size, its warnings. */
export function describeStack(stack: PipelineStack): string {
  const resources = stack.node.findAll().filter((construct) => construct instanceof TerraformResource).length;
  const stages = stack.pipeline.stages.map(
    ({ stageName, actions }) =>
      `${stageName} (${actions.map(({ action }) => action.type.provider).join(", ")})`,
  );
  const folder = relative(process.cwd(), join(App.of(stack).outdir, "stacks", stack.node.id));
  return [
    stack.node.id,
    ...stack.pipeline.startedBy.map(({ words }) => `  started by  ${words}`),
    `  stages      ${stages.join(" → ")}`,
    `  resources   ${resources}`,
    ...warningsOf(stack).map((warning) => `  warning     ${warning}`),
    `  next        npx cdktf diff ${stack.node.id}   or   cd ${folder} && terraform init && terraform plan`,
  ].join("\n");
}
