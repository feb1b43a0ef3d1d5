import { GithubError, GithubUnavailable, githubError, type Purpose } from "./github-errors";
import type { Log } from "./log";
import { waitInSeconds } from "./rate-limit";
import { retried } from "./retry";
import type { Sleep } from "./sleep";

export interface GithubRequest {
  readonly method: "GET" | "POST";
  /** Below the API's URL. */
  readonly path: string;
  readonly purpose: Purpose;
  /** A token, or a JSON Web Token of an App. */
  readonly token: string;
  readonly body?: unknown;
}

export interface GithubProps {
  readonly apiUrl: string;
  readonly fetch: typeof fetch;
  readonly sleep: Sleep;
  readonly now: () => number;
  /** @default 10 seconds */
  readonly timeoutInMilliseconds?: number;
}

/** GitHub's REST API. A request that may succeed later is tried again; one that does not succeed throws a GithubError. */
export class Github {
  constructor(
    private readonly props: GithubProps,
    private readonly log: Log,
  ) {}

  /** The JSON of the answer. */
  async request(request: GithubRequest): Promise<unknown> {
    return retried(() => this.#attempt(request), {
      sleep: this.props.sleep,
      onRetry: ({ name, message }, delay) =>
        this.log.warn("Asking GitHub again", { error: name, reason: message, delayInMilliseconds: delay }),
    });
  }

  async #attempt(request: GithubRequest): Promise<unknown> {
    const name = `${request.method} ${request.path}`;
    const { response, text } = await this.#answer(request, name);
    if (response.status === (request.method === "POST" ? 201 : 200)) return json(name, text);
    const { status, headers } = response;
    throw githubError(
      { request: name, purpose: request.purpose, status, said: said(text) },
      waitInSeconds(headers, this.props.now()),
    );
  }

  async #answer(request: GithubRequest, name: string): Promise<{ response: Response; text: string }> {
    const { apiUrl, fetch, timeoutInMilliseconds = 10_000 } = this.props;
    const { method, path, body } = request;
    const init = {
      method,
      headers: headers(request),
      signal: AbortSignal.timeout(timeoutInMilliseconds),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
    try {
      const response = await fetch(`${apiUrl}${path}`, init);
      return { response, text: await response.text() };
    } catch (error) {
      throw new GithubUnavailable(
        `GitHub did not answer ${name}: ${reason(error)}. Lambda tries again later.`,
      );
    }
  }
}

function headers({ token, body }: GithubRequest): Record<string, string> {
  return {
    authorization: `Bearer ${token}`,
    accept: "application/vnd.github+json",
    "x-github-api-version": "2022-11-28",
    "user-agent": "aws-codepipeline-commit-status",
    ...(body === undefined ? {} : { "content-type": "application/json" }),
  };
}

/** Why there is no answer: what fetch throws only says that it failed, its cause says why. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { message, cause } = error;
  return cause instanceof Error ? `${message}: ${cause.message}` : message;
}

function json(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new GithubError(`GitHub answered ${name} with something that is no JSON: see the URL of its API`);
  }
}

/** What GitHub says of a refusal, which a proxy before it may say otherwise. */
function said(text: string): string {
  try {
    const { message } = JSON.parse(text);
    return typeof message === "string" ? message.slice(0, 200) : "";
  } catch {
    return "";
  }
}
