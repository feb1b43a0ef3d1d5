import { afterAll, beforeAll, expect, it } from "vitest";
import type { PipelineRun } from "../../local/aws/pipeline-run";
import { registerLocalApp } from "../../local/github/local-app";
import type { RefusedWith } from "../../local/github/refusals";
import type { CommitStatusSystemSettings } from "../../settings/schema/commit-status";
import { Deployment, onTheBench } from "../support/on-the-bench";
import {
  confirmedConnection,
  connected,
  createPipelineByHand,
  githubV1,
  prepareForPipelines,
} from "../support/pipeline-by-hand";
import { synthesize } from "../support/synthesize";
import { ToldCommits } from "../support/told-commits";

const owner = "acme";
const name = "troubled";
const bucket = `${name}-artifacts`;
const parameter = `/${name}/token`;
const token = "ghp_a-token-that-nothing-may-say";
// What GitHub takes for no token: AWS shows it in place of one.
const mistyped = "****";

const statusOf = (changes: Partial<CommitStatusSystemSettings> = {}): CommitStatusSystemSettings => ({
  system: "commit-status",
  stack: name,
  name,
  pipelines: [`${name}-*`],
  token: { ssmParameter: parameter },
  ...changes,
});

const pending = "pending In progress";
const success = "success Succeeded";

const pipelines = ["500", "limit", "rotated", "revoked", "late", "app", "secret"].map(
  (kind) => `${name}-${kind}`,
);

// One deployment is walked through all troubles: each test goes on where the one before it stopped.
onTheBench("a stack that tells commits their status on a bad day of GitHub's", () => {
  let deployment: Deployment;
  let told: ToldCommits;
  let enterpriseArn: string;

  beforeAll(async () => {
    const prepare = async ({ account }: { readonly account: Deployment["account"] }) => {
      await account.createSsmParameter({ name: parameter, value: token });
      await prepareForPipelines(account, bucket);
      for (const pipeline of pipelines) {
        await createPipelineByHand(account, pipeline, [githubV1(owner, pipeline)], bucket);
      }
      enterpriseArn = await confirmedConnection(account, name);
    };
    deployment = await Deployment.openOn(prepare, "100000000330", statusOf());
    told = new ToldCommits(deployment.account, name);
    await deployment.workspace.init();
    await deployment.workspace.apply();
  });
  afterAll(async () => deployment?.workspace.close());

  const repositoryOf = (pipeline: string) => deployment.repository(owner, pipeline);

  const refuseStatuses = (pipeline: string, inTurn: readonly RefusedWith[]) =>
    repositoryOf(pipeline).refuseInTurn("POST", inTurn);

  const putToken = (Value: string) =>
    deployment.account.call("ssm", "PutParameter", {
      Name: parameter,
      Value,
      Type: "SecureString",
      Overwrite: true,
    });

  /** A commit that the pipeline works on. */
  async function start(pipeline: string): Promise<{ readonly run: PipelineRun; readonly sha: string }> {
    const files = { "README.md": crypto.randomUUID() };
    const { sha } = await repositoryOf(pipeline).commit({ branch: "main", files });
    const run = await deployment.account.run(pipeline);
    await run.rest();
    return { run, sha };
  }

  const expectStatuses = (pipeline: string, sha: string, expected: readonly unknown[]) =>
    told.expectStatuses(repositoryOf(pipeline), sha, `codepipeline/${pipeline}`, expected);

  const errorsOf = async (run: PipelineRun) =>
    (await told.invocations())
      .filter(({ event }) => JSON.stringify(event).includes(run.pipelineExecutionId))
      .flatMap(({ error }) => (error === undefined ? [] : [error]));

  const expectError = (run: PipelineRun, errorType: string) =>
    expect
      .poll(async () => (await errorsOf(run)).map((error) => error.errorType), { timeout: 120_000 })
      .toContain(errorType);

  const linesOf = async (run: PipelineRun) =>
    (await told.log()).filter(({ executionId }) => executionId === run.pipelineExecutionId);

  /** Nothing that the role has is unused, and nothing that it needed is missing. */
  async function expectPermissionsUsed(): Promise<readonly string[]> {
    const uses = await deployment.account.permissionUses(name);
    expect(uses.filter(({ allowed }) => !allowed)).toEqual([]);
    const grants = await deployment.account.grants(name);
    expect(grants.filter(({ used }) => !used)).toEqual([]);
    return grants.map(({ action, resource }) => `${action} ${resource}`).toSorted();
  }

  it("asks again within one run after two 500s", async () => {
    await refuseStatuses("troubled-500", [500, 500]);
    const { run, sha } = await start("troubled-500");
    await expectStatuses("troubled-500", sha, [pending]);
    const again = (await told.log()).filter(({ message }) => message === "Asking GitHub again");
    expect(again.map(({ level, error }) => [level, error])).toEqual([
      ["warn", "GithubUnavailable"],
      ["warn", "GithubUnavailable"],
    ]);
    expect(await errorsOf(run)).toEqual([]);
    await run.approve("Approve");
    await expectStatuses("troubled-500", sha, [pending, success]);
  });

  it("waits as long as GitHub asks for, if that is short, and leaves the rest to Lambda", async () => {
    await refuseStatuses("troubled-limit", [{ status: 429, headers: { "retry-after": "1" } }]);
    const { run, sha } = await start("troubled-limit");
    await expectStatuses("troubled-limit", sha, [pending]);
    expect(await errorsOf(run)).toEqual([]);
    const reset = String(Math.ceil(Date.now() / 1000) + 3600);
    const headers = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset };
    await refuseStatuses("troubled-limit", [{ status: 403, headers, message: "API rate limit exceeded" }]);
    await run.approve("Approve");
    await expectError(run, "GithubRateLimited");
    await told.waitForRetries();
    await expectStatuses("troubled-limit", sha, [pending, success]);
  });

  it("heals by itself once a token that GitHub does not know is replaced", async () => {
    await putToken(mistyped);
    const { run, sha } = await start("troubled-rotated");
    await expectError(run, "GithubUnauthorized");
    expect(await repositoryOf("troubled-rotated").statuses(sha)).toEqual([]);
    await putToken(token);
    await told.waitForRetries();
    await expectStatuses("troubled-rotated", sha, [pending]);
    expect((await told.invocations()).flatMap(({ sent = [] }) => sent)).toEqual([]);
    await run.approve("Approve");
    await expectStatuses("troubled-rotated", sha, [pending, success]);
  });

  it("gives up after Lambda's retries on a token that nobody replaces, and the queue says what to fix", async () => {
    const repository = repositoryOf("troubled-revoked");
    await repository.refuse("POST", { status: 401, message: "Bad credentials" });
    const { run, sha } = await start("troubled-revoked");
    await expectError(run, "GithubUnauthorized");
    await told.waitForRetries();
    const records = await failures();
    const record = records.find((text) => text.includes(run.pipelineExecutionId));
    expect(JSON.parse(String(record))).toMatchObject({
      requestContext: { condition: "RetriesExhausted", approximateInvokeCount: 3 },
      requestPayload: { source: "aws.codepipeline" },
      responsePayload: {
        errorType: "GithubUnauthorized",
        errorMessage: expect.stringMatching(
          /^GitHub answered POST .* with 401: Bad credentials\. .*put a valid one/,
        ),
      },
    });
    expect(records.join("\n")).not.toContain(token);
    await repository.answerAgain();
    await run.approve("Approve");
    await expectStatuses("troubled-revoked", sha, [success]);
  });

  it("lets a newer execution of the same commit have the last word, though the older one's events come after it", async () => {
    const { run, sha } = await start("troubled-late");
    await expectStatuses("troubled-late", sha, [pending]);
    await run.reject("Approve", "not today");
    const failure = expect.stringMatching(/^failure Failed/);
    await expectStatuses("troubled-late", sha, [pending, failure]);
    const again = await deployment.account.run("troubled-late");
    await expectStatuses("troubled-late", sha, [pending, failure, pending]);
    await again.approve("Approve");
    await expectStatuses("troubled-late", sha, [pending, failure, pending, success]);
    const older = await told.eventsOf(run);
    expect(older.length).toBeGreaterThan(2);
    await told.replay(older.toReversed());
    await expectStatuses("troubled-late", sha, [pending, failure, pending, success]);
  });

  it("says its token nowhere", async () => {
    const said = JSON.stringify([await told.log(), await deployment.account.functionLog(name)]);
    expect(said).toContain("GithubUnauthorized");
    expect(said).not.toContain(token);
    expect(JSON.stringify(await told.invocations())).not.toContain(token);
  });

  it("needs exactly what its role has", async () => {
    const arn = (service: string, resource: string) =>
      `arn:aws:${service}:ap-northeast-1:${deployment.account.accountId}:${resource}`;
    expect(await expectPermissionsUsed()).toEqual([
      `codepipeline:GetPipelineExecution ${arn("codepipeline", `${name}-*`)}`,
      `logs:CreateLogStream ${arn("logs", `log-group:/aws/lambda/${name}:*`)}`,
      `logs:PutLogEvents ${arn("logs", `log-group:/aws/lambda/${name}:*`)}`,
      `sqs:SendMessage ${arn("sqs", `${name}-failures`)}`,
      `ssm:GetParameter ${arn("ssm", `parameter${parameter}`)}`,
    ]);
  });

  it("can be a GitHub App", async () => {
    const { bench, account } = deployment;
    const app = await registerLocalApp(bench.githubUrl, {
      appId: 330,
      slug: "troubled-statuses",
      installations: [{ owner, repositories: ["troubled-app"] }],
    });
    await account.createSsmParameter({ name: `/${name}/key`, value: String(app.privateKey) });
    const changed = statusOf({
      token: { githubAppId: "330", privateKey: { ssmParameter: `/${name}/key` } },
    });
    expect(await deployment.applyChanged(synthesize(changed))).toEqual([]);
    const { run, sha } = await start("troubled-app");
    await expectStatuses("troubled-app", sha, [pending]);
    await run.approve("Approve");
    await expectStatuses("troubled-app", sha, [pending, success]);
    const statuses = await repositoryOf("troubled-app").statuses(sha);
    expect(new Set(statuses.map(({ creator }) => creator.login))).toEqual(
      new Set(["troubled-statuses[bot]"]),
    );
    expect(JSON.stringify(await account.functionLog(name))).not.toContain("PRIVATE KEY");
    await expectPermissionsUsed();
  });

  it("is told where its App is missing", async () => {
    const { run, sha } = await start("troubled-500");
    await expectError(run, "GithubNotFound");
    expect((await errorsOf(run))[0]?.errorMessage).toContain("The App is not installed on the repository");
    await told.waitForRetries();
    expect(await repositoryOf("troubled-500").statuses(sha)).toEqual([]);
  });

  it("can have its token in a JSON secret of Secrets Manager, encrypted with a key of one's own", async () => {
    const { account } = deployment;
    const created = (await account.call("kms", "CreateKey")) as { KeyMetadata: { Arn: string } };
    const kmsKeyArn = created.KeyMetadata.Arn;
    await account.call("secretsmanager", "CreateSecret", {
      Name: `${name}/github`,
      SecretString: JSON.stringify({ user: "octo", token }),
      KmsKeyId: kmsKeyArn,
    });
    const secret = { secretsManagerSecret: `${name}/github`, kmsKeyArn };
    expect(
      await deployment.applyChanged(synthesize(statusOf({ token: { ...secret, jsonKey: "token" } }))),
    ).toEqual([]);
    const { run, sha } = await start("troubled-secret");
    await expectStatuses("troubled-secret", sha, [pending]);
    await run.approve("Approve");
    await expectStatuses("troubled-secret", sha, [pending, success]);
    await expectPermissionsUsed();
  });

  it("tells the commits of a GitHub Enterprise host, and those of no other", async () => {
    const { account } = deployment;
    const enterprise = statusOf({ githubUrl: "https://github.example.com" });
    expect(await deployment.applyChanged(synthesize(enterprise))).toEqual([]);
    const there = await start("troubled-late");
    const pipeline = "troubled-enterprise";
    const { sha } = await repositoryOf(pipeline).commit({ branch: "main", files: { "README.md": "1" } });
    await createPipelineByHand(account, pipeline, [connected(enterpriseArn, `${owner}/${pipeline}`)], bucket);
    const run = await account.attachToLatest(pipeline);
    await expectStatuses(pipeline, sha, [pending]);
    await run.approve("Approve");
    await expectStatuses(pipeline, sha, [pending, success]);
    expect(await repositoryOf("troubled-late").statuses(there.sha)).toEqual([]);
    expect(await linesOf(there.run)).toContainEqual(
      expect.objectContaining({
        level: "info",
        message: "The execution has no commit at github.example.com: there is none to post a status on",
      }),
    );
    await expectPermissionsUsed();
  });

  it("plans no changes after all that", async () => {
    expect(await deployment.changes()).toBe("");
  });

  /** The records that Lambda has put into the queue of what the function failed at. */
  async function failures(): Promise<readonly string[]> {
    const { failures_queue_url: QueueUrl } = await deployment.workspace.output();
    const answer = await deployment.account.call("sqs", "ReceiveMessage", {
      QueueUrl,
      MaxNumberOfMessages: 10,
    });
    const { Messages = [] } = answer as { readonly Messages?: readonly { readonly Body: string }[] };
    return Messages.map(({ Body }) => Body);
  }
});
