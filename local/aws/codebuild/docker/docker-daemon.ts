import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { z } from "zod";
import type { CommandResult, DockerCall } from "./docker-command";

const call = z.object({
  args: z.array(z.string()),
  folder: z.string(),
  input: z.string(),
  environment: z.record(z.string(), z.string()),
});

/** What answers the calls of `docker` in one build. */
export interface DockerDaemon {
  /** As the variable DOCKER_HOST names it. */
  readonly host: string;
  stop(): void;
}

/** Starts a daemon on a free port of 127.0.0.1. */
export async function startDockerDaemon(
  carryOut: (call: DockerCall) => Promise<CommandResult>,
): Promise<DockerDaemon> {
  const server = createServer((message, response) => {
    answer(message, response, carryOut).catch((error) => response.destroy(error));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error(`The daemon has no port: ${address}.`);
  return {
    host: `tcp://127.0.0.1:${address.port}`,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function answer(
  message: IncomingMessage,
  response: ServerResponse,
  carryOut: (call: DockerCall) => Promise<CommandResult>,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  const result = await carryOut(call.parse(JSON.parse(Buffer.concat(chunks).toString()))).catch(
    (error: unknown) => ({ exitStatus: 1, stdout: "", stderr: `The stand-in for docker failed: ${error}\n` }),
  );
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(result));
}
