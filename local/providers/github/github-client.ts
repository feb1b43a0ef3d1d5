import { ProviderError } from "../server/provider-error";

/** The GitHub REST API as one configured provider sees it: one owner, one token. */
export interface GithubClient {
  readonly owner: string;
  /** Throws a GithubError where no answer comes, or one of 400 and above. The body's shape is the caller's claim. */
  request<Body>(method: string, path: string, body?: object): Promise<Body>;
}

/** A request that failed, worded as the real provider words it. */
export class GithubError extends ProviderError {
  constructor(
    /** Undefined where nobody answered. */
    readonly status: number | undefined,
    summary: string,
  ) {
    super(summary);
    this.name = "GithubError";
  }
}

/** What was asked for, or undefined where GitHub has it no more. */
export async function unlessGone<Answer>(asked: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof GithubError && error.status === 404) return undefined;
    throw error;
  }
}

export type Request = GithubClient["request"];

/** Sends requests below the API's root, with the token where there is one. */
export function requestWith(apiRoot: URL, token: string): Request {
  return async <Body>(method: string, path: string, body?: object) => {
    const url = new URL(path, apiRoot);
    const call = {
      method,
      headers: {
        accept: "application/vnd.github.v3+json",
        "x-github-api-version": "2022-11-28",
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body ? { "content-type": "application/json" } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    };
    const response = await fetch(url, call).catch((error: Error) => {
      throw new GithubError(undefined, `${method} ${url}: ${String(error.cause ?? error)}`);
    });
    const text = await response.text();
    if (!response.ok) {
      throw new GithubError(response.status, `${method} ${url}: ${response.status} ${messageOf(text)}`);
    }
    return (text ? JSON.parse(text) : undefined) as Body;
  };
}

/** github.com and ghe.com serve the API at the root of its host, every other GitHub below /api/v3. */
export function apiRootOf(baseUrl: string): URL {
  if (!URL.canParse(baseUrl)) throw new ProviderError(`base_url must be absolute, got "${baseUrl}"`);
  const url = new URL(baseUrl);
  const atRoot = url.hostname === "api.github.com" || url.hostname.endsWith(".ghe.com");
  url.pathname = atRoot ? "/" : `${url.pathname.replace(/\/+$/, "")}/api/v3/`;
  return url;
}

function messageOf(text: string): string {
  try {
    const { message, errors = [] } = JSON.parse(text) as { message?: string; errors?: object[] };
    return `${message ?? ""} [${errors.map((error) => JSON.stringify(error)).join(" ")}]`;
  } catch {
    return text;
  }
}
