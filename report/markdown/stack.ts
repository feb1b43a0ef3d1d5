import type { Overview } from "../overview";
import type { PipelineOverview } from "../pipeline-overview";
import type { RoleOverview, StatementOverview } from "../role-overview";
import { flowchart } from "./flowchart";
import { code, prose, proseWithCode, table } from "./text";

const lines = (parts: readonly string[]): string => parts.join("<br>");

const capitalized = (label: string): string => label.charAt(0).toUpperCase() + label.slice(1);

const facts = ({ account, region, lines: own, resources }: Overview): string =>
  [
    `**Account** ${prose(account)}`,
    `**Region** ${prose(region)}`,
    ...own.map(({ label, text }) => `**${prose(capitalized(label))}** ${prose(text)}`),
    `**Resources** ${resources}`,
  ].join(" · ");

const list = (items: readonly string[]): string => items.map((item) => `- ${item}`).join("\n");

function stages({ stages: all }: PipelineOverview): string {
  const rows = all.flatMap(({ stageName, steps, conditions }) =>
    steps.flatMap((actions, order) =>
      actions.map((action, place) => {
        const isFirst = order === 0 && place === 0;
        const { actionName, category, provider, target, elsewhere } = action;
        return [
          isFirst ? lines([`**${prose(stageName)}**`, ...conditions.map(prose)]) : "",
          prose(actionName),
          `${category} (${prose(provider)})`,
          elsewhere === undefined ? prose(target) : lines([prose(target), `**${prose(elsewhere)}**`]),
        ];
      }),
    ),
  );
  return table(["Stage", "Action", "Kind", "Target"], rows);
}

function pipelineParts(pipeline: PipelineOverview): readonly string[] {
  const { pipelineName, startedBy } = pipeline;
  const start = startedBy.length > 0 ? `, started by ${startedBy.map(prose).join(" and by ")}` : "";
  return [
    `**Pipeline** ${code(pipelineName)}${start}`,
    `\`\`\`mermaid\n${flowchart(pipeline)}\n\`\`\``,
    stages(pipeline),
  ];
}

const resource = (name: string): string => (name === "*" ? `**every resource** ${code(name)}` : code(name));

function statementCells({ effect, actions, resources, conditions }: StatementOverview): readonly string[] {
  return [
    `${effect === "Deny" ? "**never** " : ""}${actions.map(code).join(", ")}`,
    lines(resources.map(resource)),
    lines(conditions.map(code)),
  ];
}

function roleRows(role: RoleOverview): readonly (readonly string[])[] {
  const { roleName, assumedBy, trustConditions, statements, managedPolicies, permissionsBoundary } = role;
  const about = lines([
    `**${prose(roleName)}**`,
    `assumed by ${assumedBy.map(({ name }) => code(name)).join(", ")}`,
    ...trustConditions.map((condition) => `if ${code(condition)}`),
    ...(permissionsBoundary === undefined ? [] : [`within ${code(permissionsBoundary)}`]),
  ]);
  const rows = [
    ...statements.map(statementCells),
    ...managedPolicies.map((policy) => [`what ${code(policy)} allows`, "", ""]),
  ];
  return rows.map((cells, index) => [index === 0 ? about : "", ...cells]);
}

const rolesTable = (roles: readonly RoleOverview[]): string =>
  table(["Role", "May", "On", "If"], roles.flatMap(roleRows));

function listed(title: string, items: readonly string[]): readonly string[] {
  return items.length > 0 ? [`**${title}**`, list(items)] : [];
}

/** The section of a stack. What an apply would destroy is left out: that hangs on what this machine synthesized before. */
export function stackSection(overview: Overview): string {
  const { stack, pipelines, roles, outputs, warnings } = overview;
  return [
    `## ${prose(stack)}`,
    facts(overview),
    ...pipelines.flatMap(pipelineParts),
    ...(roles.length > 0 ? [rolesTable(roles)] : []),
    ...listed(
      "Warnings",
      warnings.map(({ path, text }) => `${code(path)}: ${proseWithCode(text)}`),
    ),
    ...listed(
      "Outputs",
      outputs.map(({ name, description }) => `${code(name)}: ${prose(description)}`),
    ),
  ].join("\n\n");
}
