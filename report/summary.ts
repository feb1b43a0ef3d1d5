import type { SummaryLine } from "../stacks/project-stack";
import type { Overview } from "./overview";
import { permissionsOf } from "./permissions";
import type { ActionOverview, PipelineOverview, StageOverview } from "./pipeline-overview";

const labelWidth = 11;

const line = ({ label, text }: SummaryLine): string => `  ${label.padEnd(labelWidth)} ${text}`;

/** Several lines below one label, each of a name and a text in columns. */
function table(label: string, rows: readonly (readonly [string, string])[]): readonly SummaryLine[] {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, text], index) => ({
    label: index === 0 ? label : "",
    text: `${name.padEnd(width)}  ${text}`,
  }));
}

const describeTarget = ({ target, elsewhere }: ActionOverview): string =>
  elsewhere === undefined ? target : `${target} (${elsewhere})`;

function describeSteps({ steps, conditions }: StageOverview): string {
  const isAlone = steps.flat().length === 1;
  const describe = (action: ActionOverview) =>
    isAlone ? describeTarget(action) : `${action.actionName}: ${describeTarget(action)}`;
  const path = steps.map((actions) => actions.map(describe).join(" + ")).join(" → ");
  return [path, ...conditions].join("; ");
}

function pipelineLines({ pipelineName, startedBy, stages }: PipelineOverview, isOnly: boolean) {
  return [
    ...(isOnly ? [] : [{ label: "pipeline", text: pipelineName }]),
    ...startedBy.map((text) => ({ label: "started by", text })),
    ...table(
      "stages",
      stages.map((stage) => [stage.stageName, describeSteps(stage)]),
    ),
  ];
}

/** What was synthesized, for the person who will read the plan, in as few lines as say it. */
export function describeStack(overview: Overview): string {
  const { account, region, lines, pipelines, roles, resources, warnings, destructions, next } = overview;
  const all: readonly SummaryLine[] = [
    { label: "account", text: account },
    { label: "region", text: region },
    ...pipelines.flatMap((pipeline) => pipelineLines(pipeline, pipelines.length === 1)),
    ...lines,
    ...table(
      "roles",
      roles.map((role) => [role.roleName, permissionsOf(role)]),
    ),
    { label: "resources", text: String(resources) },
    ...warnings.map(({ path, text }) => ({ label: "warning", text: `${path}: ${text}` })),
    ...destructions.map((text) => ({ label: "warning", text })),
    { label: "next", text: next.join("   or   ") },
  ];
  return [overview.stack, ...all.map(line)].join("\n");
}
