import type { Apps } from "./app";
import type { IdentityIssuer } from "./identity-issuer";
import type { Repositories, Repository } from "./repository";

/** What a route answers: a status and, except for 204, a body. */
export interface Answer {
  readonly status: number;
  /** Bytes are sent as an archive, anything else as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Goes on after the answer has been sent. */
  readonly afterwards?: () => Promise<unknown>;
}

/** A request that found its route. `parameters` are the `{named}` parts of the path; `{named...}` is as much of it as is left over. */
export interface RoutedRequest {
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
  /** The address the API is reached at, for links in answers. */
  readonly apiRoot: string;
  /** The address of this server. */
  readonly serverRoot: string;
  /** The path below it. */
  readonly path: string;
  /** Empty for a route that asks for none. */
  readonly token: string;
  readonly repositories: Repositories;
  readonly apps: Apps;
  readonly issuer: IdentityIssuer;
}

/** One line of a table of routes: `["GET", "/repos/{owner}/{repo}/hooks", handler]`. */
export type Route = readonly [
  method: string,
  path: string,
  handle: (request: RoutedRequest) => Answer | Promise<Answer>,
];

/** An answer that says no, thrown from a handler. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly errors?: readonly object[],
    readonly headers?: Readonly<Record<string, string>>,
  ) {
    super(message);
    this.name = "Refusal";
  }
}

/** The repository that a request's path names. */
export function repositoryOf({ repositories, parameters }: RoutedRequest): Repository {
  return repositories.named(parameters.owner ?? "", parameters.repo ?? "");
}

/** The route for a method and path with the values of its parameters. */
export function findRoute(
  routes: readonly Route[],
  method: string,
  path: string,
): { handle: Route[2]; parameters: Record<string, string> } | undefined {
  for (const [routeMethod, routePath, handle] of routes) {
    const parameters = routeMethod === method ? matchPath(routePath, path) : undefined;
    if (parameters) return { handle, parameters };
  }
  return undefined;
}

function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const expected = pattern.split("/");
  const given = path.split("/");
  const rest = expected.findIndex((part) => part.endsWith("...}"));
  const surplus = given.length - expected.length;
  if (rest < 0 ? surplus !== 0 : surplus < 0) return undefined;
  const parts =
    rest < 0 ? given : given.toSpliced(rest, surplus + 1, given.slice(rest, rest + surplus + 1).join("/"));
  const parameters: Record<string, string> = {};
  for (const [index, part] of expected.entries()) {
    const value = decodeURIComponent(parts[index] ?? "");
    if (part.startsWith("{")) parameters[part.replace(/^\{|(\.\.\.)?\}$/g, "")] = value;
    else if (part !== value) return undefined;
  }
  return parameters;
}
