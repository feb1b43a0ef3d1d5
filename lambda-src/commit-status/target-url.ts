import { executionConsoleUrl } from "../../modules/aws/console";

/** Where a status leads to; what it carries beside the place orders statuses. */
export interface TargetUrl {
  readonly region: string;
  readonly pipeline: string;
  readonly executionId: string;
  /** When the execution started. */
  readonly started: string;
  /** When the stage or the action changed its state; none of a pipeline's. */
  readonly event: string | undefined;
  /** Which retry that was; only of stages and actions. */
  readonly attempt: number;
}

/** What the URL of a status tells of its execution. */
export type Origin = Pick<TargetUrl, "executionId" | "started" | "event" | "attempt">;

/** The execution in the console. The console ignores what it does not know in the query. */
export function targetUrl({ region, pipeline, executionId, started, event, attempt }: TargetUrl): string {
  const ofEvent = event === undefined ? "" : `&event=${event}`;
  const ofAttempt = event === undefined || attempt <= 1 ? "" : `&attempt=${attempt}`;
  return `${executionConsoleUrl(region, pipeline, executionId)}&started=${started}${ofEvent}${ofAttempt}`;
}

/** Where a status comes from, if a function like this one posted it. */
export function origin(url: string): Origin | undefined {
  if (!URL.canParse(url)) return undefined;
  const { pathname, searchParams } = new URL(url);
  const [, executionId] = /\/pipelines\/[^/]+\/executions\/([^/]+)\/timeline$/.exec(pathname) ?? [];
  const started = time(searchParams.get("started"));
  if (executionId === undefined || started === undefined) return undefined;
  const attempt = Number(searchParams.get("attempt") ?? 1);
  return {
    executionId,
    started,
    event: time(searchParams.get("event")),
    attempt: Number.isNaN(attempt) ? 1 : attempt,
  };
}

function time(text: string | null): string | undefined {
  const at = Date.parse(text ?? "");
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}
