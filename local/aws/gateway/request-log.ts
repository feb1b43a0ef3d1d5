/** One request, as the verbose log tells it. */
export interface LoggedRequest {
  readonly accountId: string | undefined;
  readonly region: string;
  readonly service: string;
  readonly operation: string;
  readonly answeredBy: "gateway" | "moto";
  readonly status: number;
  readonly milliseconds: number;
  /** Code and message of a request that failed, or the start of moto's answer. */
  readonly error?: string;
}

/** The request in one line. */
export function requestLogLine(request: LoggedRequest): string {
  const { accountId = "unsigned", region, service, operation, answeredBy, status, milliseconds } = request;
  const line = `${accountId} ${region} ${service} ${operation} ${status} ${milliseconds} ms (${answeredBy})`;
  return request.error === undefined ? line : `${line} ${request.error}`;
}
