import type { ActionCategory } from "../../modules/pipeline/action";
import type { ActionOverview, PipelineOverview, StageOverview } from "../pipeline-overview";
import { label } from "./flowchart-label";

// Entities and bold titles are HTML's. Then room for a title, and for a branch of a repository in one line.
const options = {
  htmlLabels: true,
  flowchart: { htmlLabels: true, wrappingWidth: 640, subGraphTitleMargin: { top: 4, bottom: 8 } },
};

// Readable on a light page and on a dark one.
const styles = [
  "classDef trigger fill:#f6f8fa,stroke:#57606a,color:#1f2328",
  "classDef step fill:#f6f8fa,stroke:#57606a,color:#1f2328",
  "classDef test fill:#ddf4ff,stroke:#0969da,color:#1f2328",
  "classDef approval fill:#fff8c5,stroke:#9a6700,color:#1f2328",
  "classDef deploy fill:#dafbe1,stroke:#1a7f37,color:#1f2328",
  "classDef target fill:#ffffff,stroke:#8b949e,color:#1f2328",
  "classDef elsewhere fill:#fff1e5,stroke:#bc4c00,color:#1f2328,stroke-width:2px",
  "classDef stage fill:#8b949e1a,stroke:#8b949e",
];

interface Look {
  readonly style: string;
  readonly opening: string;
  readonly closing: string;
}

const step: Look = { style: "step", opening: "[", closing: "]" };

const looks: Readonly<Partial<Record<ActionCategory, Look>>> = {
  Test: { style: "test", opening: "{{", closing: "}}" },
  Approval: { style: "approval", opening: "[/", closing: "\\]" },
  Deploy: { style: "deploy", opening: "[[", closing: "]]" },
};

function actionLines(
  id: string,
  { actionName, category, target, elsewhere }: ActionOverview,
): readonly string[] {
  const { style, opening, closing } = looks[category] ?? step;
  const what = elsewhere === undefined ? label(target) : `${label(target)}<br/>${label(elsewhere)}`;
  return [
    `${id}${opening}"${label(actionName)}"${closing}:::${style}`,
    `${id} -.-> ${id}_target("${what}"):::${elsewhere === undefined ? "target" : "elsewhere"}`,
  ];
}

function stageLines(id: string, { stageName, steps }: StageOverview): readonly string[] {
  const ids = steps.map((actions, order) => actions.map((_, place) => `${id}_${order + 1}_${place + 1}`));
  const nodes = steps.flatMap((actions, order) =>
    actions.flatMap((action, place) => actionLines(ids[order]?.[place] ?? "", action)),
  );
  const links = ids.slice(1).map((next, order) => `${ids[order]?.join(" & ")} --> ${next.join(" & ")}`);
  return [
    `subgraph ${id}["<b>${label(stageName)}</b>"]`,
    ...["direction LR", ...nodes, ...links].map((line) => `  ${line}`),
    "end",
  ];
}

/** A pipeline as a Mermaid flowchart: what starts it, its stages with their actions side by side, and what those work on. */
export function flowchart({ startedBy, stages }: PipelineOverview): string {
  const ids = stages.map((_, index) => `stage${index + 1}`);
  const triggers = startedBy.map(
    (text, index) => `trigger${index + 1}(["${label(text)}"]):::trigger --> ${ids[0]}`,
  );
  const lines = [
    ...triggers,
    ...stages.flatMap((stage, index) => stageLines(ids[index] ?? "", stage)),
    ids.join(" --> "),
    ...styles,
    `class ${ids.join(",")} stage`,
  ];
  return [`%%{init: ${JSON.stringify(options)}}%%`, "flowchart TB", ...lines.map((line) => `  ${line}`)].join(
    "\n",
  );
}
