import { expect, it } from "vitest";
import { onLocalAws, type TestAccount } from "./on-local-aws";
import { approval, githubSource, imagePipeline } from "./pipelines";

const commit = "1".repeat(40);
const main = { branch: "main", commit };

async function createPipeline(account: TestAccount, source: object, changes: object = {}): Promise<void> {
  const roleArn = await account.createRole("pipeline", "codepipeline.amazonaws.com");
  const stages = [
    { name: "Source", actions: [source] },
    { name: "Approve", actions: [approval] },
  ];
  const pipeline = imagePipeline(roleArn, { stages, ...changes });
  await account.call("codepipeline", "CreatePipeline", { pipeline });
}

const connected = (configuration: object = {}) => ({
  name: "Code",
  actionTypeId: { category: "Source", owner: "AWS", provider: "CodeStarSourceConnection", version: "1" },
  configuration: {
    ConnectionArn: "arn:aws:codeconnections:ap-northeast-1:123456789012:connection/elsewhere",
    FullRepositoryId: "o/r",
    BranchName: "main",
    ...configuration,
  },
  outputArtifacts: [{ name: "code" }],
});

async function createConnection(account: TestAccount): Promise<string> {
  const input = { ConnectionName: "github", ProviderType: "GitHub" };
  const answer = await account.call("codeconnections", "CreateConnection", input);
  return (answer as { ConnectionArn: string }).ConnectionArn;
}

onLocalAws("a source that reads by connection", (newAccount) => {
  it("starts at a push to its branch, with the pushed commit, by WebhookV2", async () => {
    const account = newAccount();
    await createPipeline(account, connected());
    const [detected] = await account.changeRepository("o/r", main);
    const newest = (await account.executions("pipeline")).at(-1);
    expect(newest).toMatchObject({
      pipelineExecutionId: detected?.started,
      trigger: { triggerType: "WebhookV2", triggerDetail: expect.stringContaining(":connection/elsewhere") },
      sourceRevisions: [{ actionName: "Code", revisionId: commit }],
    });
  });

  it.for([
    ["another branch", "o/r", { branch: "other", commit }],
    ["a tag", "o/r", { tag: "main", commit }],
    ["a pull request", "o/r", { pullRequest: "OPEN", from: "a", into: "main", commit }],
  ] as const)("does not start at %s", async ([, repository, change]) => {
    const account = newAccount();
    await createPipeline(account, connected());
    expect(await account.changeRepository(repository, change)).toMatchObject([{ started: null }]);
  });

  it("hears of no other repository", async () => {
    const account = newAccount();
    await createPipeline(account, connected());
    expect(await account.changeRepository("o/other", main)).toEqual([]);
  });

  it("waits until its connection is confirmed", async () => {
    const account = newAccount();
    const ConnectionArn = await createConnection(account);
    await createPipeline(account, connected({ ConnectionArn }));
    expect(await account.changeRepository("o/r", main)).toMatchObject([
      { started: null, reason: expect.stringContaining("confirmation") },
    ]);
    expect(await account.confirmConnections()).toEqual([ConnectionArn]);
    expect(await account.confirmConnections()).toEqual([]);
    expect(await account.changeRepository("o/r", main)).toMatchObject([{ started: expect.any(String) }]);
  });

  it("finds its connection by name under both names of the service", async () => {
    const account = newAccount();
    await account.createConnection("github");
    for (const service of ["codeconnections", "codestar-connections"]) {
      expect(await account.call(service, "ListConnections")).toMatchObject({
        Connections: [
          { ConnectionName: "github", ConnectionArn: expect.stringContaining(":codeconnections:") },
        ],
      });
    }
    expect((await account.resources()).filter((arn) => arn.includes(":connection/"))).toHaveLength(1);
  });

  it("does not start when it detects no changes", async () => {
    const account = newAccount();
    await createPipeline(account, connected({ DetectChanges: "false" }));
    expect(await account.changeRepository("o/r", main)).toMatchObject([{ started: null }]);
  });

  it("goes by its filters where it has some, and by its branch no more", async () => {
    const account = newAccount();
    const gitConfiguration = { sourceActionName: "Code", push: [{ branches: { includes: ["release/*"] } }] };
    const triggers = [{ providerType: "CodeStarSourceConnection", gitConfiguration }];
    await createPipeline(account, connected({ DetectChanges: "false" }), { triggers });
    const started = async (branch: string) =>
      (await account.changeRepository("o/r", { branch, commit }))[0]?.started;
    expect(await started("release/1")).toEqual(expect.any(String));
    expect(await started("main")).toBeNull();
  });

  it("says so where a variable has no value", async () => {
    const account = newAccount();
    await createPipeline(account, connected(), { variables: [{ name: "COLOUR" }] });
    expect(await account.changeRepository("o/r", main)).toMatchObject([
      { started: null, reason: expect.stringContaining("COLOUR") },
    ]);
  });
});

onLocalAws("a GitHub source that polls", (newAccount) => {
  const polling = (PollForSourceChanges: string) => ({
    ...githubSource,
    configuration: { ...githubSource.configuration, PollForSourceChanges },
  });

  it("starts at a push to its branch", async () => {
    const account = newAccount();
    await createPipeline(account, polling("true"), { pipelineType: "V1" });
    await account.changeRepository("o/r", main);
    expect((await account.executions("pipeline")).at(-1)?.trigger.triggerType).toBe("PollForSourceChanges");
  });

  it("hears of nothing when it does not poll", async () => {
    const account = newAccount();
    await createPipeline(account, polling("false"), { pipelineType: "V1" });
    expect(await account.changeRepository("o/r", main)).toEqual([]);
  });
});
