import type { StatusLevel } from "./commit-status-options";

/** An EventBridge rule that brings events to the function. */
export interface StatusRule {
  /** What the rule's name ends in. */
  readonly name: "executions" | "sources" | "stages" | "actions";
  readonly description: string;
  readonly eventPattern: object;
}

/** A name, or a pattern with `*` where anything may stand (EventBridge: Matching using wildcards). */
const matching = (name: string): string | object => (name.includes("*") ? { wildcard: name } : name);

/**
 * What the function has to hear of. An execution that has just started knows no commit yet: CodePipeline tells it once the
 * source has run, so the ends of source actions are heard of too.
 */
export function statusRules(
  pipelineNames: readonly string[],
  levels: readonly StatusLevel[],
): readonly StatusRule[] {
  const pipeline = pipelineNames.map(matching);
  const pattern = (of: string, detail: object = {}): object => ({
    source: ["aws.codepipeline"],
    "detail-type": [`CodePipeline ${of} Execution State Change`],
    detail: { pipeline, ...detail },
  });
  const executions: StatusRule = {
    name: "executions",
    description: "Tells GitHub what becomes of an execution",
    eventPattern: pattern("Pipeline"),
  };
  const sources: StatusRule = {
    name: "sources",
    description: "Tells GitHub of an execution as soon as its source knows the commit",
    eventPattern: pattern("Action", { state: ["SUCCEEDED"], type: { category: ["Source"] } }),
  };
  const stages: StatusRule = {
    name: "stages",
    description: "Tells GitHub what becomes of a stage",
    eventPattern: pattern("Stage"),
  };
  const actions: StatusRule = {
    name: "actions",
    description: "Tells GitHub what becomes of an action",
    eventPattern: pattern("Action"),
  };
  const isWanted: Record<StatusRule["name"], boolean> = {
    executions: levels.includes("pipeline"),
    // All events of actions hold those of sources.
    sources: levels.includes("pipeline") && !levels.includes("action"),
    stages: levels.includes("stage"),
    actions: levels.includes("action"),
  };
  return [executions, sources, stages, actions].filter(({ name }) => isWanted[name]);
}
