import type { IncomingHttpHeaders, IncomingMessage } from "node:http";

/** How a request is written and how its errors have to be. */
export type Protocol = "json" | "query" | "rest";

/** A request to an AWS service, as its signature and headers describe it. */
export interface AwsRequest {
  readonly method: string;
  readonly url: URL;
  /** Path and query, exactly as they came. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
  readonly protocol: Protocol;
  /** Undefined for an unsigned request. */
  readonly accessKey: string | undefined;
  readonly region: string;
  readonly service: string;
  /** AWS's name; for a service of methods and paths `METHOD /path`, until its file names it. */
  readonly operation: string;
}

/** Reads service, region, account and operation from an HTTP request. */
export async function readAwsRequest(message: IncomingMessage): Promise<AwsRequest> {
  const target = message.url ?? "/";
  const url = new URL(target, "http://127.0.0.1");
  const method = message.method ?? "GET";
  const body = await readBody(message);
  const [accessKey, , region, service] = credential(message.headers, url);
  const jsonTarget = message.headers["x-amz-target"];
  const isForm = message.headers["content-type"]?.startsWith("application/x-www-form-urlencoded") ?? false;
  const action = isForm ? new URLSearchParams(body.toString()).get("Action") : url.searchParams.get("Action");

  let protocol: Protocol = "rest";
  let operation = `${method} ${url.pathname}`;
  if (typeof jsonTarget === "string") {
    protocol = "json";
    operation = jsonTarget.split(".").at(-1) ?? jsonTarget;
  } else if (action !== null) {
    protocol = "query";
    operation = action;
  }
  return {
    method,
    url,
    target,
    headers: message.headers,
    rawHeaders: message.rawHeaders,
    body,
    protocol,
    accessKey,
    region: region ?? "us-east-1",
    service: service ?? "unsigned",
    operation,
  };
}

async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function credential(headers: IncomingHttpHeaders, url: URL): readonly string[] {
  const signed = /Credential=([^,\s]+)/.exec(headers.authorization ?? "")?.[1];
  // A presigned URL carries its credential in the query.
  return (signed ?? url.searchParams.get("X-Amz-Credential") ?? "").split("/").filter((part) => part !== "");
}
