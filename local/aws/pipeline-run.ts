import { unzipSync } from "fflate";
import { z } from "zod";
import type { AwsClient } from "./client/aws-client";

const time = z.number();
const errorDetails = z.object({ code: z.string(), message: z.string() });
const location = z.object({
  name: z.string(),
  s3location: z.object({ bucket: z.string(), key: z.string() }),
});

const actionDetail = z.looseObject({
  actionExecutionId: z.string(),
  stageName: z.string(),
  actionName: z.string(),
  status: z.enum(["InProgress", "Abandoned", "Succeeded", "Failed"]),
  startTime: time,
  lastUpdateTime: time,
  input: z.looseObject({
    actionTypeId: z.object({ provider: z.string() }),
    roleArn: z.string().optional(),
    region: z.string().optional(),
    resolvedConfiguration: z.record(z.string(), z.string()).optional(),
    inputArtifacts: z.array(location),
  }),
  output: z.object({
    outputArtifacts: z.array(location),
    executionResult: z.object({
      externalExecutionId: z.string().optional(),
      externalExecutionSummary: z.string().optional(),
      errorDetails: errorDetails.optional(),
    }),
    outputVariables: z.record(z.string(), z.string()).optional(),
  }),
});

const execution = z.looseObject({
  status: z.string(),
  statusSummary: z.string().optional(),
  variables: z.array(z.object({ name: z.string(), resolvedValue: z.string() })),
});

const rest = z
  .discriminatedUnion("reason", [
    z.object({ reason: z.literal("ended") }),
    z.object({
      reason: z.literal("approval"),
      approvals: z.array(z.object({ stageName: z.string(), actionName: z.string(), token: z.string() })),
    }),
    z.object({ reason: z.literal("transition"), stageName: z.string() }),
  ])
  .optional();

const waited = z.object({ rest, inFrontOf: z.string().optional() });

/** One run of an action, as ListActionExecutions tells it. */
export type ActionRun = z.output<typeof actionDetail>;
/** Why an execution does not go on by itself. */
export type Rest = NonNullable<z.output<typeof rest>>;

// A client waits no longer for an answer.
const LONGEST_WAIT_SECONDS = 20;

/** One execution of a pipeline, to look at and to wait for, from any process. */
export class PipelineRun {
  constructor(
    private readonly client: AwsClient,
    readonly pipelineName: string,
    readonly pipelineExecutionId: string,
  ) {}

  /** Waits until it ended, waits for an approval, or stands before a disabled transition; answers with its status. */
  async end(limitSeconds = 60): Promise<string> {
    await this.rest(limitSeconds);
    return this.status();
  }

  /** Waits like `end`; answers with what it waits for. */
  async rest(limitSeconds = 60): Promise<Rest> {
    const { rest: found, inFrontOf } = await this.#wait(limitSeconds);
    if (found !== undefined) return found;
    const where = inFrontOf === undefined ? "" : ` and waits in front of ${inFrontOf}`;
    throw new Error(`${await this.#inWords()}${where} after ${limitSeconds} seconds`);
  }

  /** Waits like `end`; undefined where it still goes on by itself when the time is up. */
  async restWithin(limitSeconds: number): Promise<Rest | undefined> {
    return (await this.#wait(limitSeconds)).rest;
  }

  async status(): Promise<string> {
    return (await this.#execution()).status;
  }

  /** Why it failed. */
  async summary(): Promise<string | undefined> {
    return (await this.#execution()).statusSummary;
  }

  /** Every run of an action, oldest first. */
  async actions(): Promise<ActionRun[]> {
    const input = {
      pipelineName: this.pipelineName,
      filter: { pipelineExecutionId: this.pipelineExecutionId },
    };
    const answer = await this.client.call("codepipeline", "ListActionExecutions", input);
    return z
      .object({ actionExecutionDetails: z.array(actionDetail) })
      .parse(answer)
      .actionExecutionDetails.reverse();
  }

  /** The latest run of an action. */
  async action(actionName: string): Promise<ActionRun> {
    const found = (await this.actions()).findLast((action) => action.actionName === actionName);
    if (found !== undefined) return found;
    throw new Error(`${await this.#inWords()}, and has no action ${actionName}`);
  }

  /** `Source/Image Succeeded` and so on, in the order in which they began. */
  async states(): Promise<string[]> {
    return (await this.actions()).map(
      ({ stageName, actionName, status }) => `${stageName}/${actionName} ${status}`,
    );
  }

  /** The pipeline's variables, and those that its actions answered with, by `namespace.name`. */
  async variables(): Promise<Record<string, string>> {
    const { variables } = await this.#execution();
    const own = variables.map(({ name, resolvedValue }) => [`variables.${name}`, resolvedValue]);
    const named = (await this.actions()).filter(({ input }) => input.namespace !== undefined);
    const ofActions = named.flatMap(({ input, output }) =>
      Object.entries(output.outputVariables ?? {}).map(([name, value]) => [
        `${input.namespace}.${name}`,
        value,
      ]),
    );
    return Object.fromEntries([...own, ...ofActions]);
  }

  /** The files of an artifact that was written, by path. */
  async artifact(name: string): Promise<Record<string, string>> {
    const written = (await this.actions()).flatMap(({ output }) => output.outputArtifacts);
    const found = written.findLast((artifact) => artifact.name === name);
    if (found === undefined) throw new Error(`${await this.#inWords()}, and no action wrote ${name}`);
    const { bucket, key } = found.s3location;
    const response = await this.client.send("s3", "GET", `/${bucket}/${key}`);
    if (!response.ok) throw new Error(`The artifact ${name} cannot be read: ${await response.text()}`);
    const files = unzipSync(new Uint8Array(await response.arrayBuffer()));
    const decoder = new TextDecoder();
    return Object.fromEntries(
      Object.entries(files).map(([path, content]) => [path, decoder.decode(content)]),
    );
  }

  /** What the build of an action said, line by line. */
  async log(actionName: string): Promise<string[]> {
    const { externalExecutionId } = (await this.action(actionName)).output.executionResult;
    const answer = await this.client.call("local-aws", "GetBuildLog", { id: externalExecutionId });
    return z.object({ lines: z.array(z.string()) }).parse(answer).lines;
  }

  async approve(actionName: string, summary = ""): Promise<void> {
    await this.#answer(actionName, { status: "Approved", summary });
  }

  async reject(actionName: string, summary = ""): Promise<void> {
    await this.#answer(actionName, { status: "Rejected", summary });
  }

  /** Ends it: after the actions in progress, or at once. */
  async stop(options: { readonly abandon?: boolean; readonly reason?: string } = {}): Promise<void> {
    await this.client.call("codepipeline", "StopPipelineExecution", { ...this.#key, ...options });
  }

  /** Runs a failed or stopped stage again. */
  async retry(
    stageName: string,
    retryMode: "FAILED_ACTIONS" | "ALL_ACTIONS" = "FAILED_ACTIONS",
  ): Promise<void> {
    await this.client.call("codepipeline", "RetryStageExecution", { ...this.#key, stageName, retryMode });
  }

  async #wait(limitSeconds: number): Promise<z.output<typeof waited>> {
    const deadline = Date.now() + limitSeconds * 1000;
    for (;;) {
      const left = Math.max((deadline - Date.now()) / 1000, 0.001);
      const seconds = Math.min(left, LONGEST_WAIT_SECONDS);
      const answer = await this.client.call("local-aws", "WaitForExecution", { ...this.#key, seconds });
      const found = waited.parse(answer);
      if (found.rest !== undefined || Date.now() >= deadline) return found;
    }
  }

  async #answer(actionName: string, result: object): Promise<void> {
    const waiting = await this.rest();
    const asked =
      waiting.reason === "approval"
        ? waiting.approvals.find((approval) => approval.actionName === actionName)
        : undefined;
    if (asked === undefined) throw new Error(`${await this.#inWords()}, and does not wait for ${actionName}`);
    await this.client.call("codepipeline", "PutApprovalResult", {
      pipelineName: this.pipelineName,
      ...asked,
      result,
    });
  }

  async #execution(): Promise<z.output<typeof execution>> {
    const answer = await this.client.call("codepipeline", "GetPipelineExecution", this.#key);
    return z.object({ pipelineExecution: execution }).parse(answer).pipelineExecution;
  }

  async #inWords(): Promise<string> {
    const states = (await this.states()).join(", ");
    return `${this.pipelineName} ${this.pipelineExecutionId} is ${await this.status()} (${states})`;
  }

  get #key() {
    return { pipelineName: this.pipelineName, pipelineExecutionId: this.pipelineExecutionId };
  }
}
