import type { LocalAccount } from "../../../local/aws/local-account";
import type { PipelineRun } from "../../../local/aws/pipeline-run";
import type { TestAccount } from "./on-local-aws";
import { ecrSource } from "./pipelines";

/** An action of a build, by the name of its fake project: `succeeds`, `fails` or `waits`. */
export const builds = (ProjectName: string, changes: object = {}) => ({
  name: "Build",
  actionTypeId: { category: "Build", owner: "AWS", provider: "CodeBuild", version: "1" },
  configuration: { ProjectName },
  inputArtifacts: [{ name: "image" }],
  ...changes,
});

/** A manual approval. */
export const approves = (changes: object = {}) => ({
  name: "Approve",
  actionTypeId: { category: "Approval", owner: "AWS", provider: "Manual", version: "1" },
  ...changes,
});

/** A pipeline with an image that is there, and these stages after its source. The last two change the pipeline and its source. */
export async function createPipeline(
  account: TestAccount,
  stages: readonly object[],
  changes: object = {},
  source: object = {},
): Promise<void> {
  await account.createImageRepository("app");
  await account.pushImage({ repository: "app", tag: "latest" });
  const roleArn = await account.createRole("pipeline", "codepipeline.amazonaws.com", [
    "sns:Publish",
    "sts:AssumeRole",
    "cloudwatch:DescribeAlarms",
  ]);
  const pipeline = {
    name: "pipeline",
    roleArn,
    artifactStore: { type: "S3", location: "artifacts" },
    pipelineType: "V2",
    stages: [{ name: "Source", actions: [{ ...ecrSource, ...source }] }, ...stages],
    ...changes,
  };
  await account.call("codepipeline", "CreatePipeline", { pipeline });
}

/** The first execution of such a pipeline: that of its creation. */
export async function firstRun(
  account: TestAccount,
  stages: readonly object[],
  changes: object = {},
  source: object = {},
): Promise<PipelineRun> {
  await createPipeline(account, stages, changes, source);
  return account.attachToLatest("pipeline");
}

/** The events of CodePipeline, in order, once they are recorded by a rule. */
export async function recordEvents(account: LocalAccount): Promise<() => Promise<RecordedEvent[]>> {
  await account.call("logs", "CreateLogGroup", { logGroupName: "/states" });
  const EventPattern = JSON.stringify({ source: ["aws.codepipeline"] });
  await account.call("events", "PutRule", { Name: "states", EventPattern });
  const logGroup = `arn:aws:logs:${account.region}:${account.accountId}:log-group:/states`;
  await account.call("events", "PutTargets", { Rule: "states", Targets: [{ Id: "log", Arn: logGroup }] });
  return async () => (await account.deliveries()).map(({ event }) => event as RecordedEvent);
}

/** An event of CodePipeline. */
export interface RecordedEvent {
  readonly "detail-type": string;
  readonly detail: Readonly<Record<string, unknown>>;
}
