import { expect } from "vitest";
import type { FunctionInvocation, LocalAccount } from "../../local/aws/local-account";
import type { PipelineRun } from "../../local/aws/pipeline-run";
import type { CommitStatus } from "../../local/github/commit-status";
import type { LocalRepository } from "../../local/github/local-repository";

// Nothing takes that long; on a machine that is busy with other tests a function may wait for its turn.
const waiting = { timeout: 120_000, interval: 300 };
// A run takes a second or more; the less time passes in vain, the better for what else waits by it.
const retrying = { timeout: 120_000, interval: 1500 };

/** A line of a function's log. */
export type LogLine = Readonly<Record<string, unknown>> & {
  readonly level: string;
  readonly message: string;
};

/** The function of a stack that sets commit statuses: what it was told, what it did, and what GitHub has of it. */
export class ToldCommits {
  constructor(
    private readonly account: LocalAccount,
    private readonly functionName: string,
  ) {}

  /** Waits until a commit was told this and no more, oldest first: `<state> <description>`, in one context. */
  async expectStatuses(
    repository: LocalRepository,
    sha: string,
    context: string,
    expected: readonly unknown[],
  ): Promise<void> {
    const told = async () => linesOf(await repository.statuses(sha), context);
    await expect.poll(told, waiting).toEqual(expected);
    await this.settle();
    expect(await told()).toEqual(expected);
  }

  /** Waits until the function has handled every event that its rules brought. */
  async settle(): Promise<void> {
    await expect.poll(() => this.#unhandled(), waiting).toEqual([]);
  }

  /** Attempts to run the function, oldest first. */
  invocations(): Promise<readonly FunctionInvocation[]> {
    return this.account.invocations(this.functionName);
  }

  /** The errors that the function ended with, oldest first. */
  async errors(): Promise<readonly string[]> {
    return (await this.invocations()).flatMap(({ error }) => (error ? [error.errorType] : []));
  }

  /** What the function said, oldest first. */
  async log(): Promise<readonly LogLine[]> {
    const lines = (await this.account.functionLog(this.functionName)).flatMap((text) => text.split("\n"));
    return lines.filter((line) => line.startsWith("{")).map((line) => JSON.parse(line) as LogLine);
  }

  /** Hands the function events again, a few at once and in this order, and waits until it has handled them. */
  async replay(events: readonly unknown[]): Promise<void> {
    const left = [...events];
    const replayAll = async () => {
      while (left.length > 0) await this.#invoke(left.shift());
    };
    await Promise.all(Array.from({ length: 4 }, replayAll));
  }

  /** The events of an execution that rules brought the function, oldest first. */
  async eventsOf({ pipelineExecutionId }: PipelineRun): Promise<readonly unknown[]> {
    const events = (await this.#deliveries()).map(({ event }) => event);
    return events.filter((event) => JSON.stringify(event).includes(pipelineExecutionId));
  }

  /** Lets the account's time pass until Lambda has given up on an event or has got through with it. */
  async waitForRetries(): Promise<void> {
    await expect
      .poll(async () => {
        // An attempt that runs has its time limit by the same clock.
        const isRunning = (await this.invocations()).some(({ endTime }) => endTime === undefined);
        if (!isRunning) await this.account.passTime({ minutes: 1 });
        return this.#unhandled();
      }, retrying)
      .toEqual([]);
  }

  async #invoke(event: unknown): Promise<void> {
    const path = `/2015-03-31/functions/${this.functionName}/invocations`;
    const response = await this.account.send("lambda", "POST", path, JSON.stringify(event));
    expect(response.headers.get("x-amz-function-error"), await response.text()).toBeNull();
  }

  async #deliveries() {
    const target = `:function:${this.functionName}`;
    return (await this.account.deliveries()).filter((delivery) => delivery.target.endsWith(target));
  }

  async #unhandled(): Promise<readonly string[]> {
    const ended = (await this.invocations()).filter(({ sent }) => sent !== undefined);
    const handled = new Set(ended.map(({ requestId }) => requestId));
    const deliveries = await this.#deliveries();
    return deliveries.filter(({ detail }) => !handled.has(detail)).map(({ detail }) => detail);
  }
}

/** What a commit was told in a context. Two invocations that race may say the same twice, which nobody notices. */
function linesOf(statuses: readonly CommitStatus[], context: string): readonly string[] {
  return statuses
    .filter((status) => status.context === context)
    .filter((status, index, all) => {
      const before = all[index - 1];
      return (["state", "description", "target_url"] as const).some((key) => before?.[key] !== status[key]);
    })
    .map(({ state, description }) => `${state} ${description}`);
}

/** The execution that a status leads to, by its URL in the console. */
export function executionOf({ target_url }: CommitStatus): string | undefined {
  const url = new URL(target_url ?? "");
  return /\/codesuite\/codepipeline\/pipelines\/[^/]+\/executions\/([^/]+)\/timeline$/.exec(
    url.pathname,
  )?.[1];
}
