import type { PipelineRun } from "../../../local/aws/pipeline-run";
import type { StatusToken } from "../../../modules/commit-status/status-token";
import { newToken } from "../existing/status-token";
import { heading, say } from "../say";
import type { StoryContext } from "../story";
import { invoke, takeFailures } from "./failures-queue";
import { commitOf } from "./followed-pipelines";
import type { ShownStatuses } from "./shown-statuses";
import type { SmallPipeline } from "./small-pipeline";

export interface PlayedStatus {
  readonly pipeline: SmallPipeline;
  readonly functionName: string;
  readonly token: StatusToken;
}

/** Minutes that Lambda waits before its second and its third attempt (AWS Lambda: Asynchronous invocation). */
const retryMinutes = [1, 2];

/** An execution, and the commit that it works on. */
interface Worked {
  readonly run: PipelineRun;
  readonly sha: string;
}

/** Executions of a pipeline, and at each moment the status of their commit as GitHub has it. */
export class CommitStatusStory {
  constructor(
    private readonly played: PlayedStatus,
    /** What the function does, as far as nobody was told yet. */
    private readonly statuses: ShownStatuses,
    private readonly context: StoryContext,
  ) {}

  /** The first execution of the pipeline began before anybody heard of it. */
  async endWhatWasOnItsWay(): Promise<void> {
    const { account } = this.context;
    const { pipelineName } = this.played.pipeline;
    const run = await account.attachToLatest(pipelineName);
    const sha = await commitOf(account, run);
    if (sha === undefined || (await run.restWithin(1))?.reason !== "approval") return;
    heading(`${pipelineName} began an execution before the rules were there; now it ends`);
    await this.approve({ run, sha });
  }

  async succeed(): Promise<void> {
    const { pipelineName, repository } = this.played.pipeline;
    heading(`A commit to ${repository.owner}/${repository.name}, and an execution of ${pipelineName}`);
    await this.approve(await this.begin());
  }

  async failAndRetry(): Promise<void> {
    heading("Somebody rejects an execution: aws codepipeline put-approval-result");
    const worked = await this.begin();
    await worked.run.reject("Approve", "not today");
    await this.end(worked);
    heading("and tries its stage once more: aws codepipeline retry-stage-execution --stage-name Approve");
    await worked.run.retry("Approve");
    await worked.run.rest();
    await this.show(worked);
    await this.approve(worked);
  }

  async stop(): Promise<void> {
    heading("Somebody stops an execution: aws codepipeline stop-pipeline-execution --abandon");
    const worked = await this.begin();
    await worked.run.stop({ abandon: true, reason: "the wrong commit" });
    await this.end(worked);
  }

  /** One waits for a person, another one for its end; a third one takes the place of the second. */
  async supersede(): Promise<void> {
    heading("Three commits in a row: the third overtakes the second, which waits for the first");
    const first = await this.begin();
    const second = await this.begin();
    const third = await this.begin();
    await this.end(second);
    await this.approve(first);
    await this.approve(third);
  }

  /** EventBridge may bring an event more than once, and late (Amazon EventBridge: Event delivery). */
  async hearTwice(): Promise<void> {
    const { functionName } = this.played;
    const run = await this.context.account.attachToLatest(this.played.pipeline.pipelineName);
    const sha = await commitOf(this.context.account, run);
    const heard = (await this.context.account.deliveries())
      .filter(({ target }) => target.endsWith(`:function:${functionName}`))
      .map(({ event }) => event)
      .filter(({ detail }) => Object(detail)["execution-id"] === run.pipelineExecutionId);
    const [first, last] = [heard.at(0), heard.at(-1)];
    if (sha === undefined || first === undefined || last === undefined) return;
    heading("The last event of that execution comes once more, and the first one late");
    for (const event of [last, first]) await invoke(this.context.account, functionName, event);
    const isShown = await this.statuses.show(this.played.pipeline.repository, sha);
    if (!isShown) say(`  status      ${await this.statuses.lastWord(run.pipelineExecutionId)}`);
  }

  /** GitHub takes the token no longer while an execution is on its way, until there is another one. */
  async loseToken(): Promise<void> {
    const { account } = this.context;
    const { pipeline, functionName } = this.played;
    const { repository } = pipeline;
    heading("GitHub no longer takes the function's token");
    const worked = await this.begin();
    for (const method of ["GET", "POST"] as const) {
      await repository.refuse(method, { status: 401, message: "Bad credentials" });
    }
    await worked.run.approve("Approve", "looks good");
    await this.end(worked);
    for (const minutes of retryMinutes) {
      say(
        `  waits       for Lambda's next attempt: ${minutes} ${minutes === 1 ? "minute passes" : "minutes pass"}`,
      );
      await account.passTime({ minutes });
      await this.show(worked);
    }
    const failures = await takeFailures(account, functionName);
    for (const { requestContext: context, responsePayload } of failures) {
      const { condition, approximateInvokeCount: attempts } = context;
      say(
        `  queue       ${functionName}-failures: ${condition} after ${attempts}, ${responsePayload.errorType}`,
      );
    }
    await this.mend();
    for (const { requestPayload } of failures) await invoke(account, functionName, requestPayload);
    await this.show(worked);
  }

  private async mend(): Promise<void> {
    const token = newToken(this.played.token, this.context);
    heading(token ? `It gets another one: ${token.command}` : "GitHub takes the App's tokens again");
    await token?.put();
    await this.played.pipeline.repository.answerAgain();
    say(
      `  again       aws lambda invoke --function-name ${this.played.functionName}, with the event in the queue`,
    );
  }

  private async begin(): Promise<Worked> {
    const { pipeline } = this.played;
    const sha = await pipeline.commit();
    const run = await pipeline.start();
    const { pipelineExecutionId: id } = run;
    say(`  started     ${pipeline.pipelineName}, execution ${id}, of ${sha.slice(0, 7)}`);
    const worked = { run, sha };
    await this.show(worked);
    return worked;
  }

  private async approve(worked: Worked): Promise<void> {
    say("  Approve             waits for a person: aws codepipeline put-approval-result");
    await worked.run.approve("Approve", "looks good");
    await this.end(worked);
  }

  private async end(worked: Worked): Promise<void> {
    say(`  execution   ${await worked.run.end()}`);
    await this.show(worked);
  }

  private async show({ sha }: Worked): Promise<void> {
    await this.statuses.show(this.played.pipeline.repository, sha);
  }
}
