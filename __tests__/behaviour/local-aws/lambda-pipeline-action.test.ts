import { expect, it, vi } from "vitest";
import type { ActionContext, ActionProgress } from "../../../local/aws/codepipeline/actions/action-provider";
import { actionProviderOf } from "../../../local/aws/codepipeline/actions/index";
import type { ActionDeclaration } from "../../../local/aws/codepipeline/pipeline-declaration";
import { Scopes } from "../../../local/aws/gateway/scope";
import { CALL_AWS, createFunction, ended, until } from "./functions";
import { onLocalAws, type TestAccount } from "./on-local-aws";

const JOBS = ["codepipeline:PutJobSuccessResult", "codepipeline:PutJobFailureResult"];
const INVOKES = ["lambda:InvokeFunction", "lambda:ListFunctions"];

/** A function that does something with `job` and `put(operation, input)`. */
const worker = (body: string) => `${CALL_AWS}
  exports.handler = async ({ "CodePipeline.job": job }) => {
    const put = (operation, input) =>
      call("codepipeline", "CodePipeline_20150709." + operation, { jobId: job.id, ...input });
    ${body}
  }`;

const action: ActionDeclaration = {
  name: "Look",
  actionTypeId: { category: "Invoke", owner: "AWS", provider: "Lambda", version: "1" },
  runOrder: 1,
  configuration: { FunctionName: "function", UserParameters: "some text" },
  inputArtifacts: [{ name: "image" }],
  outputArtifacts: [{ name: "report" }],
};

/** The action as the executor hands it to its provider, its progress, and how to end it. */
async function actionOf(account: TestAccount, actions = INVOKES) {
  const roleArn = await account.createRole("pipeline", "codepipeline.amazonaws.com", actions);
  // The jobs are in the gateway's own scope.
  const of = vi.spyOn(Scopes.prototype, "of");
  await account.call("codepipeline", "ListPipelines");
  const scope = of.mock.results.at(-1)?.value as ReturnType<Scopes["of"]>;
  of.mockRestore();
  const session = await scope.sessions.openForService(scope, roleArn, "codepipeline.amazonaws.com", "run");
  const told: ActionProgress[] = [];
  const stop = new AbortController();
  const context: ActionContext = {
    scope,
    execution: {
      pipelineExecutionId: "1",
      pipelineName: "pipeline",
      pipelineVersion: 1,
      status: "InProgress",
      startTime: 0,
      lastUpdateTime: 0,
      trigger: { triggerType: "StartPipelineExecution", triggerDetail: "" },
      sourceRevisions: [],
      variables: [],
      executionMode: "QUEUED",
      executionType: "STANDARD",
    },
    stageName: "Look",
    action,
    actionExecutionId: "1",
    region: account.region,
    session,
    client: scope.as(session),
    artifacts: {
      read: () => Promise.reject(new Error("nothing reads")),
      sizeOf: async () => 0,
      write: () => Promise.reject(new Error("nothing writes")),
      writeBytes: () => Promise.reject(new Error("nothing writes")),
      locationOf: locationOfArtifact,
      bring: (name) => Promise.resolve(locationOfArtifact(name)),
      makerOf: () => "nobody",
    },
    revision: undefined,
    signal: stop.signal,
    tell: (progress) => told.push(progress),
  };
  const provider = actionProviderOf(action);
  if (provider === undefined) throw new Error("Nothing carries the action out.");
  return { run: () => provider(context), told, session, stop: () => stop.abort(new Error("stopped")) };
}

const locationOfArtifact = (name: string) => ({
  bucket: "artifacts",
  key: `pipeline/${name}`,
  encryptionKey: "the-key",
});

onLocalAws("an action that invokes a function", (newAccount) => {
  it("succeeds with the variables of the job's result", async () => {
    const account = newAccount();
    const body = `await put("PutJobSuccessResult", {
      outputVariables: { colour: "blue" },
      executionDetails: { summary: "looked", externalExecutionId: "look-1", percentComplete: 100 },
    });`;
    await createFunction(account, worker(body), { actions: JOBS });
    const { run, told } = await actionOf(account);
    const details = { summary: "looked", externalExecutionId: "look-1" };
    expect(await run()).toEqual({ outputVariables: { colour: "blue" }, ...details });
    expect(told).toEqual([details]);
  });

  it("hands over the job as AWS does, with credentials for its artifacts", async () => {
    const account = newAccount();
    await createFunction(account, worker('await put("PutJobSuccessResult")'), { actions: JOBS });
    const { run, session } = await actionOf(account);
    await run();
    const [invocation] = await ended(account, 1);
    const artifact = (name: string) => ({
      name,
      revision: null,
      location: { type: "S3", s3Location: { bucketName: "artifacts", objectKey: `pipeline/${name}` } },
    });
    const { accessKeyId, secretAccessKey, sessionToken } = session;
    const id = expect.stringMatching(/^[0-9a-f-]{36}$/);
    const data = {
      actionConfiguration: { configuration: { FunctionName: "function", UserParameters: "some text" } },
      inputArtifacts: [artifact("image")],
      outputArtifacts: [artifact("report")],
      encryptionKey: { id: "the-key", type: "KMS" },
    };
    const artifactCredentials = {
      accessKeyId,
      secretAccessKey,
      sessionToken,
      expirationTime: expect.any(Number),
    };
    expect(invocation).toMatchObject({ invocationType: "Event" });
    expect(invocation?.event).toEqual({
      "CodePipeline.job": { id, accountId: account.accountId, data: { ...data, artifactCredentials } },
    });
    const jobId = (invocation?.event as { "CodePipeline.job"?: { id: string } })?.["CodePipeline.job"]?.id;
    expect(await account.call("codepipeline", "GetJobDetails", { jobId })).toEqual({
      jobDetails: { id: jobId, accountId: account.accountId, data },
    });
    await expect(account.call("codepipeline", "PutJobSuccessResult", { jobId })).rejects.toMatchObject({
      code: "InvalidJobStateException",
    });
  });

  it("asks again with the token as long as the function goes on", async () => {
    const account = newAccount();
    const body = `const { continuationToken } = job.data;
      await put("PutJobSuccessResult", continuationToken === "2"
        ? { outputVariables: { rounds: "3" } }
        : { continuationToken: String(Number(continuationToken ?? 0) + 1) });`;
    await createFunction(account, worker(body), { actions: JOBS });
    const { run } = await actionOf(account);
    const result = run();
    for (const round of [1, 2]) {
      await ended(account, round);
      await account.passTime({ minutes: 0.1 });
    }
    expect(await result).toEqual({ outputVariables: { rounds: "3" } });
    expect(await account.invocations("function")).toHaveLength(3);
  });

  it("fails as the function says", async () => {
    const account = newAccount();
    const failureDetails = '{ type: "ConfigurationError", message: "the text is wrong" }';
    const body = `await put("PutJobFailureResult", { failureDetails: ${failureDetails} });`;
    await createFunction(account, worker(body), { actions: JOBS });
    const { run } = await actionOf(account);
    await expect(run()).rejects.toMatchObject({ code: "ConfigurationError", message: "the text is wrong" });
  });

  it("fails when no result is put within 20 minutes", async () => {
    const account = newAccount();
    await createFunction(account, "exports.handler = async () => 'no result'");
    const { run } = await actionOf(account);
    let failure: unknown;
    run().catch((error: unknown) => {
      failure = error;
    });
    await ended(account, 1);
    await account.passTime({ minutes: 19 });
    expect(failure).toBeUndefined();
    await account.passTime({ minutes: 1 });
    await until(
      async () => failure,
      (error) => error !== undefined,
    );
    expect(failure).toMatchObject({
      code: "JobFailed",
      message: expect.stringContaining("no result of the job"),
    });
  });

  it("fails when the function does not exist, and ends when it is stopped", async () => {
    const account = newAccount();
    const { run, stop } = await actionOf(account);
    await expect(run()).rejects.toMatchObject({ code: "ResourceNotFoundException" });
    await createFunction(account, "exports.handler = async () => 'no result'");
    const running = run();
    running.catch(() => undefined);
    await ended(account, 1);
    stop();
    await expect(running).rejects.toThrow("stopped");
  });

  it("is refused where its role may not invoke the function", async () => {
    const account = newAccount();
    await createFunction(account, "exports.handler = async () => 'not invoked'");
    const { run } = await actionOf(account, ["lambda:ListFunctions"]);
    await expect(run()).rejects.toMatchObject({
      code: "AccessDeniedException",
      message: expect.stringContaining("lambda:InvokeFunction"),
    });
    expect(await account.invocations("function")).toEqual([]);
  });

  it("leaves a function without the permission to put its result to the time limit", async () => {
    const account = newAccount();
    await createFunction(account, worker('await put("PutJobSuccessResult");'));
    const { run, stop } = await actionOf(account);
    const running = run();
    running.catch(() => undefined);
    expect(await ended(account, 1)).toMatchObject([
      { error: { errorMessage: expect.stringContaining("codepipeline:PutJobSuccessResult") } },
    ]);
    stop();
    await expect(running).rejects.toThrow("stopped");
  });

  it("knows no other jobs", async () => {
    const account = newAccount();
    await expect(
      account.call("codepipeline", "PutJobSuccessResult", { jobId: "other" }),
    ).rejects.toMatchObject({ code: "JobNotFoundException" });
  });
});
