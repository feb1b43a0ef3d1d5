import { afterEach, expect } from "vitest";
import { createHandler } from "../../../lambda-src/commit-status/create-handler";
import { readEnvironment } from "../../../lambda-src/commit-status/environment";
import { Log } from "../../../lambda-src/commit-status/log";
import { FakeExecutions } from "./fake-executions";
import { FakeGithub } from "./fake-github";

type Variables = Readonly<Record<string, string>>;

const common: Variables = {
  GITHUB_API_URL: "https://api.github.com",
  TOKEN_PARAMETER: "/shop/github-token",
  STATUS_CONTEXT: "codepipeline/<pipeline>",
};

/** The function with everything around it in memory: CodePipeline, GitHub, the secret, the clock. */
export class CommitStatus {
  readonly executions = new FakeExecutions();
  readonly github: FakeGithub;
  /** What was logged and thrown, in lines. */
  readonly said: string[] = [];
  /** For how long it slept, in seconds. */
  readonly slept: number[] = [];
  /** How often the secret was read. */
  secretReads = 0;
  time = Date.parse("2026-11-22T10:10:00Z");

  readonly #secrets: Set<string>;
  readonly #handler: ReturnType<typeof createHandler>;

  constructor(
    variables: Variables = {},
    private secret = "ghp_token",
  ) {
    const environment = readEnvironment({ ...common, ...variables });
    this.github = new FakeGithub(environment.githubApiUrl, () => this.time);
    this.#secrets = new Set([secret]);
    this.#handler = createHandler({
      environment,
      readExecution: this.executions.read,
      readSecret: async () => {
        this.secretReads++;
        return this.secret;
      },
      fetch: this.github.fetch,
      sleep: async (milliseconds) => {
        this.slept.push(milliseconds / 1000);
        this.time += milliseconds;
      },
      now: () => this.time,
      log: new Log((line) => this.said.push(line)),
    });
    made.push(this);
  }

  /** Somebody puts another secret in its place. */
  rotate(secret: string): void {
    this.secret = secret;
    this.#secrets.add(secret);
  }

  /** As Lambda invokes it: what is thrown is logged too. */
  async invoke(event: unknown): Promise<void> {
    try {
      await this.#handler(event, { awsRequestId: "request" });
    } catch (error) {
      this.said.push(
        error instanceof Error ? `${error.name}: ${error.message}\n${error.stack}` : String(error),
      );
      throw error;
    }
  }

  lines(): readonly Readonly<Record<string, unknown>>[] {
    return this.said.filter((line) => line.startsWith("{")).map((line) => JSON.parse(line));
  }

  messages(level: "info" | "warn" | "error"): readonly unknown[] {
    return this.lines()
      .filter((line) => line.level === level)
      .map(({ message }) => message);
  }

  /** What was said and holds something secret: a token, a part of a key, a header. */
  leaks(): readonly string[] {
    const sent = this.github.requests.map(({ token }) => token);
    const secrets = [...this.#secrets, ...sent]
      .flatMap((text) => text.split(/[\n.]|\\n/))
      .filter((part) => part.length > 8);
    return this.said.filter((line) => /bearer/i.test(line) || secrets.some((part) => line.includes(part)));
  }
}

let made: CommitStatus[] = [];

/** Holds after each test of a file that nothing secret was said. */
export function nothingSecretIsSaid(): void {
  afterEach(() => {
    const leaks = made.flatMap((commitStatus) => commitStatus.leaks());
    made = [];
    expect(leaks).toEqual([]);
  });
}
