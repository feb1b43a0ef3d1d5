import { request as httpRequest, type IncomingMessage } from "node:http";
import { AwsError } from "../client/aws-error";
import type { Answer } from "./answer";
import type { AwsRequest } from "./aws-request";

const HOP_BY_HOP = new Set(["connection", "expect", "keep-alive", "transfer-encoding", "content-length"]);

/** Sends a request to moto byte for byte, as an account. What moto lacks becomes an error that nobody retries. */
export async function answerOfMoto(
  endpoint: string,
  request: AwsRequest,
  accountId: string | undefined,
): Promise<Answer> {
  const response = await send(endpoint, request, accountId);
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const status = response.statusCode ?? 502;
  refuseWhatMotoLacks(request, response, status, body);
  return { status, headers: responseHeaders(response), body };
}

function refuseWhatMotoLacks(
  request: AwsRequest,
  response: IncomingMessage,
  status: number,
  body: Buffer,
): void {
  const crash = response.headers["x-moto-crash"];
  const isHtml = status >= 400 && /^\s*<!doctype html/i.test(body.subarray(0, 64).toString());
  if (crash === undefined && !isHtml) return;
  const reason = isHtml
    ? `it has no route for ${request.method} ${request.url.pathname}`
    : `${crash}: ${body}`;
  throw motoLacks(request.service, request.operation, reason);
}

/** The error for an operation that moto lacks or fails on. HTTP 400, as SDKs retry anything from 500 on for minutes. */
export function motoLacks(service: string, operation: string, reason: string): AwsError {
  return new AwsError(
    "UnknownOperationException",
    `The local AWS does not answer ${service} ${operation}: moto lacks it or failed on it (${reason}). ` +
      "Answer it in local/aws/services/.",
  );
}

async function send(
  endpoint: string,
  request: AwsRequest,
  accountId: string | undefined,
): Promise<IncomingMessage> {
  const { hostname, port } = new URL(endpoint);
  const headers: string[] = [];
  for (let index = 0; index + 1 < request.rawHeaders.length; index += 2) {
    const [name = "", value = ""] = request.rawHeaders.slice(index, index + 2);
    if (!HOP_BY_HOP.has(name.toLowerCase()) && name.toLowerCase() !== "x-moto-account-id") {
      headers.push(name, value);
    }
  }
  if (accountId !== undefined) headers.push("x-moto-account-id", accountId);
  headers.push("content-length", String(request.body.length));
  return new Promise((resolve, reject) => {
    const options = { hostname, port, method: request.method, path: request.target, headers };
    httpRequest(options, resolve).on("error", reject).end(request.body);
  });
}

function responseHeaders(response: IncomingMessage): Record<string, string | string[]> {
  const entries = Object.entries(response.headers).filter(
    (entry): entry is [string, string | string[]] => entry[1] !== undefined && !HOP_BY_HOP.has(entry[0]),
  );
  // A HEAD answers with the length of a body that it does not carry.
  const length = response.headers["content-length"];
  return { ...Object.fromEntries(entries), ...(length === undefined ? {} : { "content-length": length }) };
}
