import * as z from "zod/mini";
import type { Level } from "./environment";

/** A pipeline, a stage or an action of one execution changed its state. */
export interface StateChange {
  readonly level: Level;
  /** When it happened, as ISO 8601 in UTC. */
  readonly time: string;
  readonly region: string;
  readonly pipeline: string;
  readonly executionId: string;
  /** As the event has it: states that are not known here are a matter of what reads it. */
  readonly state: string;
  /** When the execution started, as ISO 8601 in UTC; that of an action says when the action did. */
  readonly startTime: string | undefined;
  /** Grows when a stage is retried. */
  readonly attempt: number;
  readonly stage: string | undefined;
  readonly action: string | undefined;
  /** Of an action, such as `Source`. */
  readonly category: string | undefined;
  readonly outputArtifacts: readonly string[];
  /** What somebody said who stopped it, or why an action failed. */
  readonly reason: string | undefined;
}

export class UnexpectedEvent extends Error {
  override readonly name = "UnexpectedEvent";
}

const text = z.string().check(z.minLength(1));
const time = z.pipe(
  z.string().check(z.refine((value) => !Number.isNaN(Date.parse(value)), "is no time")),
  z.transform((value) => new Date(value).toISOString()),
);

const common = {
  pipeline: text,
  "execution-id": text,
  state: text,
  "start-time": z.optional(time),
  "pipeline-execution-attempt": z._default(z.number(), 1),
  "stop-execution-comments": z.optional(z.string()),
};

const envelope = { source: z.literal("aws.codepipeline"), time, region: text };

const pipelineEvent = z.object({
  ...envelope,
  "detail-type": z.literal("CodePipeline Pipeline Execution State Change"),
  detail: z.object(common),
});

const stageEvent = z.object({
  ...envelope,
  "detail-type": z.literal("CodePipeline Stage Execution State Change"),
  detail: z.object({ ...common, stage: text }),
});

const actionEvent = z.object({
  ...envelope,
  "detail-type": z.literal("CodePipeline Action Execution State Change"),
  detail: z.object({
    ...common,
    stage: text,
    action: text,
    type: z.object({ category: text }),
    "output-artifacts": z._default(z.array(z.object({ name: text })), []),
    "execution-result": z.optional(z.object({ "external-execution-summary": z.optional(z.string()) })),
  }),
});

const schema = z.discriminatedUnion("detail-type", [pipelineEvent, stageEvent, actionEvent]);

/** Reads an event of EventBridge's. */
export function stateChange(event: unknown): StateChange {
  const { data, error } = schema.safeParse(event);
  if (data === undefined) {
    const problems = error.issues.map(({ path, message }) => `${path.join(".") || "event"}: ${message}`);
    throw new UnexpectedEvent(`This is no change of state of CodePipeline's: ${problems.join("; ")}`);
  }
  const { detail } = data;
  const change = {
    time: data.time,
    region: data.region,
    pipeline: detail.pipeline,
    executionId: detail["execution-id"],
    state: detail.state,
    startTime: detail["start-time"],
    attempt: detail["pipeline-execution-attempt"],
    stage: undefined,
    action: undefined,
    category: undefined,
    outputArtifacts: [],
    reason: detail["stop-execution-comments"],
  };
  switch (data["detail-type"]) {
    case "CodePipeline Pipeline Execution State Change":
      return { ...change, level: "pipeline" };
    case "CodePipeline Stage Execution State Change":
      return { ...change, level: "stage", stage: data.detail.stage };
    case "CodePipeline Action Execution State Change":
      return {
        ...change,
        level: "action",
        stage: data.detail.stage,
        action: data.detail.action,
        category: data.detail.type.category,
        outputArtifacts: data.detail["output-artifacts"].map(({ name }) => name),
        reason: data.detail["execution-result"]?.["external-execution-summary"] ?? change.reason,
      };
  }
}

/** Whether a source action ended: from then on the execution has its revision. */
export function endsSource({ level, category, state }: StateChange): boolean {
  return level === "action" && category === "Source" && state === "SUCCEEDED";
}
