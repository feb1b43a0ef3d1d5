/** One request, as the verbose log tells it. */
export interface LoggedRequest {
  readonly accountId: string | undefined;
  readonly region: string;
  readonly service: string;
  readonly operation: string;
  readonly answeredBy: "gateway" | "moto";
  readonly status: number;
  readonly milliseconds: number;
  /** Statements of policies that could not be judged, and so allowed nothing. */
  readonly undecided: readonly string[];
  /** Code and message of a request that failed, or the start of moto's answer. */
  readonly error?: string;
}

/** The request in one line. */
export function requestLogLine(request: LoggedRequest): string {
  const { accountId = "unsigned", region, service, operation, answeredBy, status, milliseconds } = request;
  const told = [
    `${accountId} ${region} ${service} ${operation} ${status} ${milliseconds} ms (${answeredBy})`,
    ...(request.error === undefined ? [] : [request.error]),
    ...request.undecided.map((sentence) => `[${sentence}]`),
  ];
  return told.join(" ");
}
