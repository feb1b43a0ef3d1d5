import { executionConsoleUrl } from "../../modules/aws/console";

/** Where a status leads to; what it carries beside the place puts statuses in order. */
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

/** The execution in the console. The console ignores what it does not know in the query. */
export function targetUrl({ region, pipeline, executionId, started, event, attempt }: TargetUrl): string {
  const ofEvent = event === undefined ? "" : `&event=${event}`;
  const ofAttempt = event === undefined || attempt <= 1 ? "" : `&attempt=${attempt}`;
  return `${executionConsoleUrl(region, pipeline, executionId)}&started=${started}${ofEvent}${ofAttempt}`;
}

/** What the URL of a status says, if a function like this one made it. */
export function parsedTargetUrl(url: string): TargetUrl | undefined {
  if (!URL.canParse(url)) return undefined;
  const { pathname, searchParams } = new URL(url);
  const [, pipeline, executionId] =
    /\/pipelines\/([^/]+)\/executions\/([^/]+)\/timeline$/.exec(pathname) ?? [];
  const region = searchParams.get("region");
  const started = time(searchParams.get("started"));
  if (region === null || pipeline === undefined || executionId === undefined || started === undefined) {
    return undefined;
  }
  const event = time(searchParams.get("event"));
  return { region, pipeline, executionId, started, event, attempt: number(searchParams.get("attempt")) };
}

function time(text: string | null): string | undefined {
  const at = Date.parse(text ?? "");
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

function number(text: string | null): number {
  return /^\d+$/.test(text ?? "") ? Number(text) : 1;
}
