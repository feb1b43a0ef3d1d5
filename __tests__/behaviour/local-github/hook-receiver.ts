import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export interface ReceivedEvent {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A server that takes webhook deliveries and answers each with the same status. */
export interface HookReceiver {
  readonly url: string;
  readonly events: readonly ReceivedEvent[];
  stop(): Promise<void>;
}

export async function startHookReceiver(status = 200): Promise<HookReceiver> {
  const events: ReceivedEvent[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    events.push({ headers: request.headers, body: Buffer.concat(chunks).toString("utf8") });
    response.writeHead(status).end(`answered ${status}`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/trigger`,
    events,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
