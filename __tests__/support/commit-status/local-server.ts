import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Headers;
  readonly body: string;
}

/** A server on this machine, and how to end it. */
export interface LocalServer {
  readonly url: string;
  readonly close: () => Promise<void>;
}

export async function localServer(
  respond: (request: ReceivedRequest, url: string) => Promise<Response>,
): Promise<LocalServer> {
  let url = "";
  const server = createServer(async (request, response) => {
    const answer = await respond(await received(request), url);
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(await answer.text());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url, close };
}

async function received(request: IncomingMessage): Promise<ReceivedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
  return {
    method: request.method ?? "",
    path: request.url ?? "",
    headers: new Headers(Object.fromEntries(headers)),
    body: Buffer.concat(chunks).toString(),
  };
}
