import { AwsError } from "../../client/aws-error";
import { type JobResult, type OpenJob, openJob } from "../jobs";
import { type ActionContext, ActionFailure, type ActionResult } from "./action-provider";

// CodePipeline's quotas: an answer within 20 minutes, the last one within a day.
const ANSWER_LIMIT_MS = 20 * 60_000;
const ACTION_LIMIT_MS = 24 * 60 * 60_000;
// How soon CodePipeline asks again is nowhere told.
const ASK_AGAIN_AFTER_MS = 1_000;
const CREDENTIALS_LAST_MS = 60 * 60_000;

/** Invokes a function with a job, asynchronously and as the action's role, and waits for the job's result. */
export async function invokeFunction(context: ActionContext): Promise<ActionResult> {
  await listFunctions(context);
  const { action, artifacts } = context;
  for (const { name } of action.inputArtifacts) await artifacts.bring(name);
  return askFunction(context);
}

/** Does so without the permission that AWS documents for the action and for no rule. */
export async function askFunction(context: ActionContext): Promise<ActionResult> {
  const { clock } = context.scope;
  const started = clock.now();
  let continuationToken: string | undefined;
  for (;;) {
    const data = jobData(context, continuationToken);
    const job = openJob(context.scope.inRegion(context.region), data);
    const result = await resultOf(context, job, data);
    if ("failureDetails" in result) {
      throw new ActionFailure(result.failureDetails.type, result.failureDetails.message);
    }
    const { outputVariables, executionDetails = {} } = result;
    continuationToken = result.continuationToken;
    context.tell(progressOf(executionDetails));
    if (continuationToken === undefined) {
      return {
        ...(outputVariables === undefined ? {} : { outputVariables }),
        ...progressOf(executionDetails),
      };
    }
    if (clock.now() - started > ACTION_LIMIT_MS) {
      throw new ActionFailure("JobFailed", "The function said for 24 hours that it is still in progress");
    }
    await clock.wait(ASK_AGAIN_AFTER_MS, context.signal);
  }
}

function progressOf(details: { summary?: string | undefined; externalExecutionId?: string | undefined }) {
  const { summary, externalExecutionId } = details;
  return {
    ...(summary === undefined ? {} : { summary }),
    ...(externalExecutionId === undefined ? {} : { externalExecutionId }),
  };
}

// AWS documents this permission for the action; what it is needed for it does not say.
async function listFunctions({ client }: ActionContext): Promise<void> {
  await refused(await client.send("lambda", "GET", "/2015-03-31/functions/"));
}

async function resultOf(context: ActionContext, job: OpenJob, data: object): Promise<JobResult> {
  const { FunctionName = "" } = context.action.configuration;
  const path = `/2015-03-31/functions/${encodeURIComponent(FunctionName)}/invocations`;
  const event = { "CodePipeline.job": { id: job.id, accountId: context.scope.accountId, data } };
  const over = new AbortController();
  try {
    await refused(
      await context.client.send("lambda", "POST", path, JSON.stringify(event), {
        "x-amz-invocation-type": "Event",
      }),
    );
    const limit = context.scope.clock
      .wait(ANSWER_LIMIT_MS, AbortSignal.any([context.signal, over.signal]))
      .then(() => {
        throw new ActionFailure(
          "JobFailed",
          `The function ${FunctionName} has put no result of the job ${job.id} within 20 minutes. Look at its log, ` +
            "and whether its role allows codepipeline:PutJobSuccessResult and codepipeline:PutJobFailureResult.",
        );
      });
    return await Promise.race([job.result, limit]);
  } finally {
    job.close();
    over.abort();
  }
}

async function refused(response: Response): Promise<void> {
  const text = await response.text();
  if (response.ok) return;
  const { message, Message = message } = JSON.parse(text) as { message?: string; Message?: string };
  const code = response.headers.get("x-amzn-errortype") ?? `HTTP${response.status}`;
  throw new AwsError(code, Message ?? text, response.status);
}

function jobData(context: ActionContext, continuationToken: string | undefined): object {
  const { action, session, artifacts, scope } = context;
  const { FunctionName, UserParameters } = action.configuration;
  const artifactOf = ({ name }: { readonly name: string }) => {
    const { bucket, key } = artifacts.locationOf(name);
    const s3Location = { bucketName: bucket, objectKey: key };
    return { name, revision: null, location: { type: "S3", s3Location } };
  };
  const inputArtifacts = action.inputArtifacts.map(artifactOf);
  const outputArtifacts = action.outputArtifacts.map(artifactOf);
  const key = [...action.inputArtifacts, ...action.outputArtifacts]
    .map(({ name }) => artifacts.locationOf(name).encryptionKey)
    .find((encryptionKey) => encryptionKey !== undefined);
  return {
    actionConfiguration: {
      configuration: { FunctionName, ...(UserParameters === undefined ? {} : { UserParameters }) },
    },
    inputArtifacts,
    outputArtifacts,
    artifactCredentials: {
      accessKeyId: session.accessKeyId,
      secretAccessKey: session.secretAccessKey,
      sessionToken: session.sessionToken,
      expirationTime: scope.clock.now() + CREDENTIALS_LAST_MS,
    },
    ...(key === undefined ? {} : { encryptionKey: { id: key, type: "KMS" } }),
    ...(continuationToken === undefined ? {} : { continuationToken }),
  };
}
