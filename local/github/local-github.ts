import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { accountRoutes } from "./accounts";
import { actionsSecretRoutes } from "./actions-secrets";
import { actionsVariableRoutes } from "./actions-variables";
import { Apps } from "./app";
import { appInstallationRoutes, isForApps } from "./app-installations";
import { commitStatusRoutes } from "./commit-statuses";
import { contentChangeRoutes } from "./content-changes";
import { CONTROL_ROOT, controlRoutes } from "./control";
import { IdentityIssuer } from "./identity-issuer";
import { identityProviderRoutes, WELL_KNOWN_ROOT } from "./identity-provider";
import { refuseBeyondInstallation } from "./installation-permissions";
import { refuseOnDemand } from "./refusals";
import { Repositories } from "./repository";
import { repositoryContentRoutes } from "./repository-contents";
import { repositoryWebhookRoutes } from "./repository-webhooks";
import { type Answer, findRoute, Refusal, type Route, type RoutedRequest } from "./route";

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
  ...commitStatusRoutes,
  ...repositoryContentRoutes,
  ...contentChangeRoutes,
  ...actionsVariableRoutes,
  ...actionsSecretRoutes,
  ...appInstallationRoutes,
  ...identityProviderRoutes,
  ...controlRoutes,
];

/** An API other than github.com's is reached below this path; both addresses work here. */
const ENTERPRISE_ROOT = "/api/v3";

/** All that it knows. */
type State = Pick<RoutedRequest, "repositories" | "apps" | "issuer">;

/** Starts a local GitHub on a free port. */
export async function startLocalGithub(): Promise<LocalGithub> {
  const state: State = { repositories: new Repositories(), apps: new Apps(), issuer: new IdentityIssuer() };
  const afterwards = new Set<Promise<unknown>>();

  const server = createServer((request, response) => {
    answer(request, state).then((given) => {
      send(response, given);
      if (!given.afterwards) return;
      const work = given.afterwards().finally(() => afterwards.delete(work));
      afterwards.add(work);
    });
  });
  // Who is busy for seconds must not find a connection ended that it has kept.
  server.keepAliveTimeout = 0;
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

async function answer(request: IncomingMessage, state: State): Promise<Answer> {
  try {
    const method = request.method ?? "GET";
    const { pathname, searchParams: query } = new URL(request.url ?? "/", "http://localhost");
    const path = pathname.startsWith(`${ENTERPRISE_ROOT}/`)
      ? pathname.slice(ENTERPRISE_ROOT.length)
      : pathname;
    const isApi = !path.startsWith(`${CONTROL_ROOT}/`) && !path.startsWith(`${WELL_KNOWN_ROOT}/`);
    const token = isApi ? requireToken(request) : "";
    const found = findRoute(ROUTES, method, path);
    if (!found) throw new Refusal(404, `Not Found: the local GitHub answers no ${method} ${path}`);
    const body = await readJson(request);
    if (isApi) await refuseOnDemand(method, found.parameters, state.repositories);
    if (isApi && !isForApps(path)) refuseBeyondInstallation(state.apps, token, method, path);
    const serverRoot = `http://${request.headers.host}`;
    const apiRoot = `${serverRoot}${ENTERPRISE_ROOT}`;
    const { handle, parameters } = found;
    return await handle({ parameters, query, body, serverRoot, apiRoot, path, token, ...state });
  } catch (error) {
    if (error instanceof Refusal) {
      const { status, message, errors, headers = {} } = error;
      return { status, headers, body: { message, ...(errors ? { errors } : {}) } };
    }
    return { status: 500, body: { message: String(error) } };
  }
}

function requireToken(request: IncomingMessage): string {
  const token = /^(?:bearer|token) (\S+)/i.exec(request.headers.authorization ?? "")?.[1];
  if (token === undefined) throw new Refusal(401, "Requires authentication");
  // What AWS shows in place of a token, put back by somebody who read it there.
  if (/^\*+$/.test(token)) throw new Refusal(401, "Bad credentials");
  return token;
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

function send(response: ServerResponse, { status, body, headers = {} }: Answer): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
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
