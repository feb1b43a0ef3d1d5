import { createVerify, type KeyObject } from "node:crypto";

export interface SentStatus {
  readonly repository: string;
  readonly sha: string;
  readonly context: string;
  readonly state: string;
  readonly description: string;
  readonly target_url: string;
}

export interface SentRequest {
  readonly method: string;
  readonly url: string;
  readonly token: string;
  readonly body: unknown;
}

/** What GitHub answers instead of what it would: a response, or nothing at all. */
export type Answer = () => Response | Error;

export function answer(status: number, headers: Record<string, string> = {}, body?: unknown): Answer {
  return () => Response.json(body ?? { message: `answer ${status}` }, { status, headers });
}

/** The time-out of a request, as fetch throws it. */
export const timeOut: Answer = () =>
  new DOMException("The operation was aborted due to timeout", "TimeoutError") as unknown as Error;

/** An App of GitHub's, as far as tokens are made by it. */
export interface FakeApp {
  readonly id: string;
  publicKey: KeyObject;
  readonly installationId: number;
  /** How long a token lives. */
  readonly lifetime: number;
}

const notKnown = () => Response.json({ message: "Bad credentials" }, { status: 401 });

/** GitHub's commit statuses, in memory, behind fetch. */
export class FakeGithub {
  readonly requests: SentRequest[] = [];
  readonly statuses: SentStatus[] = [];
  readonly tokens = new Set(["ghp_token"]);
  /** Answers to come, by method; the last one stays if `forever`. */
  readonly #answers: { readonly method: string | undefined; readonly answer: Answer; times: number }[] = [];
  app: FakeApp | undefined;
  /** Called before a request is worked on: what it waits for, the request waits for. */
  before: (request: SentRequest) => Promise<void> = async () => {};

  constructor(
    private readonly apiUrl: string,
    private readonly now: () => number,
  ) {}

  /** Answers otherwise, so many times. */
  answers(answer: Answer, { method, times = Number.POSITIVE_INFINITY }: AnswerOptions = {}): void {
    this.#answers.push({ answer, method, times });
  }

  readonly fetch: typeof fetch = async (input, init = {}) => {
    const headers = new Headers(init.headers);
    const request = {
      method: init.method ?? "GET",
      url: String(input),
      token: headers.get("authorization")?.replace(/^Bearer /, "") ?? "",
      body: typeof init.body === "string" ? JSON.parse(init.body) : undefined,
    };
    this.requests.push(request);
    await this.before(request);
    const scripted = this.#answers.find(
      ({ method, times }) => times > 0 && (method === undefined || method === request.method),
    );
    if (scripted === undefined) return this.#answer(request);
    scripted.times--;
    const given = scripted.answer();
    if (given instanceof Response) return given;
    throw given;
  };

  /** The statuses that stand in a context, of all repositories. */
  standing(sha: string, context = "codepipeline/shop"): SentStatus | undefined {
    return this.statuses.findLast((status) => status.sha === sha && status.context === context);
  }

  posts(): readonly SentRequest[] {
    return this.requests.filter(({ method, url }) => method === "POST" && url.includes("/statuses/"));
  }

  #answer(request: SentRequest): Response {
    if (!request.url.startsWith(this.apiUrl)) return new Response("", { status: 404 });
    const { pathname, searchParams } = new URL(request.url);
    const path = pathname.slice(new URL(this.apiUrl).pathname.replace(/\/$/, "").length);
    const parts = path.split("/").slice(1);
    if (parts[0] === "app") return this.#installationToken(request, parts[2] ?? "");
    if (parts[3] === "installation") return this.#installation(request);
    if (!this.tokens.has(request.token)) return notKnown();
    const repository = `${parts[1]}/${parts[2]}`;
    if (parts[3] === "statuses") return this.#post(repository, parts[4] ?? "", request.body);
    return this.#list(repository, parts[4] ?? "", searchParams);
  }

  #post(repository: string, sha: string, body: unknown): Response {
    const status = { repository, sha, ...(body as Omit<SentStatus, "repository" | "sha">) };
    if (status.description.length > 140) return Response.json({ message: "too long" }, { status: 422 });
    this.statuses.push(status);
    return Response.json({ id: this.statuses.length }, { status: 201 });
  }

  #list(repository: string, sha: string, query: URLSearchParams): Response {
    const latestFirst = this.statuses
      .filter((status) => status.sha === sha && status.repository === repository)
      .toReversed();
    const perPage = Number(query.get("per_page") ?? 30);
    const start = (Number(query.get("page") ?? 1) - 1) * perPage;
    return Response.json(latestFirst.slice(start, start + perPage));
  }

  #installation({ token }: SentRequest): Response {
    if (!this.#isApp(token)) return notKnown();
    return Response.json({ id: this.app?.installationId });
  }

  #installationToken({ token, body }: SentRequest, installationId: string): Response {
    if (!this.#isApp(token)) return notKnown();
    if (installationId !== String(this.app?.installationId)) return new Response("{}", { status: 404 });
    const made = `ghs_installation${this.tokens.size}`;
    this.tokens.add(made);
    const expires_at = new Date(this.now() + (this.app?.lifetime ?? 0)).toISOString();
    return Response.json({ token: made, expires_at, ...(body as object) }, { status: 201 });
  }

  #isApp(token: string): boolean {
    const [header = "", payload = "", signature = ""] = token.split(".");
    if (this.app === undefined || signature === "") return false;
    const { iss, iat, exp } = JSON.parse(Buffer.from(payload, "base64url").toString());
    const now = this.now() / 1000;
    const isSigned = createVerify("RSA-SHA256")
      .update(`${header}.${payload}`)
      .verify(this.app.publicKey, Buffer.from(signature, "base64url"));
    return isSigned && iss === this.app.id && iat <= now && exp > now && exp - iat <= 600;
  }
}

export interface AnswerOptions {
  readonly method?: "GET" | "POST";
  /** @default for ever */
  readonly times?: number;
}
