import type { Repositories } from "./repository";

/** What a route answers: a status and, except for 204, a body. */
export interface Answer {
  readonly status: number;
  /** Bytes are sent as an archive, anything else as JSON. */
  readonly body?: unknown;
  /** Goes on after the answer has been sent. */
  readonly afterwards?: () => Promise<unknown>;
}

/** A request that found its route. `parameters` are the `{named}` parts of the path; `{named...}` is all that is left of it. */
export interface RoutedRequest {
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
  /** The address the API is reached at, for links in answers. */
  readonly apiRoot: string;
  readonly repositories: Repositories;
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
  ) {
    super(message);
    this.name = "Refusal";
  }
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
  const rest = expected.at(-1)?.endsWith("...}") === true;
  if (rest ? given.length < expected.length : given.length !== expected.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, part] of expected.entries()) {
    const isRest = part.endsWith("...}");
    const value = decodeURIComponent(isRest ? given.slice(index).join("/") : (given[index] ?? ""));
    if (part.startsWith("{")) parameters[part.replace(/^\{|(\.\.\.)?\}$/g, "")] = value;
    else if (part !== value) return undefined;
  }
  return parameters;
}
