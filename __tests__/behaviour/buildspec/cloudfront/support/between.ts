import { createServer, type IncomingMessage, type ServerResponse, request as sendRequest } from "node:http";
import type { AddressInfo } from "node:net";

/** What AWS is made to refuse a call with. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
}

export interface BetweenOptions {
  /** The endpoint that all is handed on to. */
  readonly endpoint: string;
  /** Answers in the endpoint's place where it returns something. */
  readonly refuse?: (call: string) => Refusal | undefined;
  /** What of an answer goes on to the script. */
  readonly rewrite?: (call: string, answer: string) => string;
  /** Called when a call has been carried out, before its answer goes on; the answer is dropped where it is false. */
  readonly onAnswered: (call: string) => boolean;
  /** Called for each wait, in seconds. */
  readonly onSleep: (seconds: number) => Promise<void>;
}

/** Stands between a script and the local AWS, one for each run of a script. */
export interface Between {
  readonly port: number;
  close(): void;
}

export async function standBetween(options: BetweenOptions): Promise<Between> {
  const server = createServer((request, response) => {
    answer(options, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function answer(
  options: BetweenOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const seconds = /^\/sleep\/(\d+)$/.exec(request.url ?? "")?.[1];
  if (seconds !== undefined) {
    await options.onSleep(Number(seconds));
    response.end();
    return;
  }
  const call = nameOf(request, body.toString("latin1"));
  const refusal = options.refuse?.(call);
  if (refusal !== undefined) {
    response.writeHead(refusal.status, { "content-type": "text/xml" });
    response.end(refusalXml(refusal.code));
    return;
  }
  const { status, headers, content } = await handOn(options.endpoint, request, body);
  if (!options.onAnswered(call)) {
    response.destroy();
    return;
  }
  if (options.rewrite === undefined) {
    response.writeHead(status, headers);
    response.end(content);
    return;
  }
  const rewritten = Buffer.from(options.rewrite(call, content.toString()));
  response.writeHead(status, { ...headers, "content-length": rewritten.length });
  response.end(rewritten);
}

/** The operation where the request names it; else method and path, without IDs: `PUT distribution/{id}/config`. */
function nameOf({ method, url = "", headers }: IncomingMessage, body: string): string {
  const target = headers["x-amz-target"];
  if (typeof target === "string") return target.split(".").at(-1) ?? "";
  const action = /(?:^|&)Action=(\w+)/.exec(body)?.[1];
  if (action !== undefined) return action;
  const [path = ""] = url.split("?");
  if (!path.startsWith("/2020-05-31/")) return `${method} object`;
  return `${method} ${path.replace("/2020-05-31/", "").replaceAll(/\/[A-Z0-9]+(?=\/|$)/g, "/{id}")}`;
}

function refusalXml(code: string): string {
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>The test says so</Message></Error>`;
  return `<?xml version="1.0"?><ErrorResponse xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/">${error}<RequestId>1</RequestId></ErrorResponse>`;
}

interface Received {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly content: Buffer;
}

function handOn(
  endpoint: string,
  { method, url, headers }: IncomingMessage,
  body: Buffer,
): Promise<Received> {
  return new Promise((resolve, reject) => {
    const options = { method, headers: { ...headers, "content-length": body.length } };
    const onward = sendRequest(new URL(url ?? "/", endpoint), options, (answered) => {
      const chunks: Buffer[] = [];
      answered.on("data", (chunk: Buffer) => chunks.push(chunk));
      answered.on("error", reject);
      answered.on("end", () => {
        const { "transfer-encoding": _, ...kept } = answered.headers;
        resolve({ status: answered.statusCode ?? 500, headers: kept, content: Buffer.concat(chunks) });
      });
    });
    onward.on("error", reject);
    onward.end(body);
  });
}
