import type { AwsClient } from "../client/aws-client";
import { AwsError } from "../client/aws-error";
import type { Clock } from "../time/clock";
import type { LogStream } from "./build-logs";

const LINES_PER_CALL = 1_000;

interface LogEvent {
  readonly timestamp: number;
  readonly message: string;
}

/** The lines of a build: kept here, and sent to CloudWatch Logs as the build's role. */
export class BuildLog {
  readonly #lines: string[] = [];
  readonly #pending: LogEvent[] = [];
  #hidden: readonly string[] = [];
  #send: ((logEvents: readonly LogEvent[]) => Promise<unknown>) | undefined;
  #sending: Promise<void> = Promise.resolve();
  #refusal: AwsError | undefined;

  constructor(private readonly clock: Clock) {}

  get lines(): readonly string[] {
    return this.#lines;
  }

  /** A line of what a command prints. */
  output(text: string): void {
    const shown = this.#hidden.reduce((line, value) => line.replaceAll(value, "***"), text);
    this.#lines.push(shown);
    // CloudWatch Logs takes no time that its own clock has far ahead of it, and no empty message.
    this.#pending.push({ timestamp: Date.now(), message: `${shown}\n` });
  }

  /** A line of CodeBuild's own. */
  tell(text: string): void {
    const [day, time] = new Date(this.clock.now()).toISOString().replaceAll("-", "/").slice(0, -1).split("T");
    this.output(`[Container] ${day} ${time}000 ${text}`);
  }

  /** Shows these values as *** from now on. */
  hide(values: readonly string[]): void {
    this.#hidden = [...this.#hidden, ...values.filter((value) => value.trim() !== "")];
  }

  /** Makes the stream, and the group where there is none. */
  async open(client: AwsClient, { groupName, streamName }: LogStream): Promise<void> {
    const input = { logGroupName: groupName, logStreamName: streamName };
    try {
      await client.call("logs", "CreateLogStream", input);
    } catch (error) {
      if (!(error instanceof AwsError && error.code === "ResourceNotFoundException")) throw error;
      await client.call("logs", "CreateLogGroup", { logGroupName: groupName });
      await client.call("logs", "CreateLogStream", input);
    }
    this.#send = (logEvents) => client.call("logs", "PutLogEvents", { ...input, logEvents });
  }

  /** Sends what was not sent yet; answers with the first refusal of CloudWatch Logs, after which nothing is sent. */
  async flush(): Promise<AwsError | undefined> {
    this.#sending = this.#sending.then(() => this.#sendPending());
    await this.#sending;
    return this.#refusal;
  }

  async #sendPending(): Promise<void> {
    while (this.#send !== undefined && this.#refusal === undefined && this.#pending.length > 0) {
      try {
        await this.#send(this.#pending.splice(0, LINES_PER_CALL));
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        this.#refusal = error;
      }
    }
  }
}
