import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { accountRoutes } from "./accounts";
import { CONTROL_ROOT, controlRoutes } from "./control";
import { refuseOnDemand } from "./refusals";
import { Repositories } from "./repository";
import { repositoryContentRoutes } from "./repository-contents";
import { repositoryWebhookRoutes } from "./repository-webhooks";
import { type Answer, findRoute, Refusal, type Route } from "./route";

/** A GitHub on this machine, with state in memory. */
export interface LocalGithub {
  /** What GITHUB_BASE_URL is set to. */
  readonly url: string;
  stop(): Promise<void>;
}

/** A part of the API is a file with its routes and a line here. */
const ROUTES: readonly Route[] = [
  ...accountRoutes,
  ...repositoryWebhookRoutes,
  ...repositoryContentRoutes,
  ...controlRoutes,
];

/** An API other than github.com's is reached below this path; both addresses work here. */
const ENTERPRISE_ROOT = "/api/v3";

/** Starts a local GitHub on a free port. */
export async function startLocalGithub(): Promise<LocalGithub> {
  const repositories = new Repositories();
  const afterwards = new Set<Promise<unknown>>();

  const server = createServer((request, response) => {
    answer(request, repositories).then((given) => {
      send(response, given);
      if (!given.afterwards) return;
      const work = given.afterwards().finally(() => afterwards.delete(work));
      afterwards.add(work);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await Promise.all(afterwards);
    },
  };
}

async function answer(request: IncomingMessage, repositories: Repositories): Promise<Answer> {
  try {
    const method = request.method ?? "GET";
    const { pathname, searchParams: query } = new URL(request.url ?? "/", "http://localhost");
    const path = pathname.startsWith(`${ENTERPRISE_ROOT}/`)
      ? pathname.slice(ENTERPRISE_ROOT.length)
      : pathname;
    const isApi = !path.startsWith(`${CONTROL_ROOT}/`);
    if (isApi) requireToken(request);
    const found = findRoute(ROUTES, method, path);
    if (!found) throw new Refusal(404, `Not Found: the local GitHub answers no ${method} ${path}`);
    if (isApi) refuseOnDemand(method, found.parameters, repositories);
    const apiRoot = `http://${request.headers.host}${ENTERPRISE_ROOT}`;
    const body = await readJson(request);
    return await found.handle({ parameters: found.parameters, query, body, apiRoot, repositories });
  } catch (error) {
    if (error instanceof Refusal) {
      const { status, message, errors } = error;
      return { status, body: { message, ...(errors ? { errors } : {}) } };
    }
    return { status: 500, body: { message: String(error) } };
  }
}

function requireToken(request: IncomingMessage): void {
  const token = /^(?:bearer|token) (\S+)/i.exec(request.headers.authorization ?? "")?.[1];
  if (token === undefined) throw new Refusal(401, "Requires authentication");
  // What AWS shows in place of a token, put back by somebody who read it there.
  if (/^\*+$/.test(token)) throw new Refusal(401, "Bad credentials");
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString("utf8");
  if (!text) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, "Problems parsing JSON");
  }
}

function send(response: ServerResponse, { status, body }: Answer): void {
  if (body === undefined) {
    response.writeHead(status).end();
    return;
  }
  if (body instanceof Uint8Array) {
    response.writeHead(status, { "content-type": "application/zip" }).end(body);
    return;
  }
  response.writeHead(status, { "content-type": "application/json; charset=utf-8" }).end(JSON.stringify(body));
}
