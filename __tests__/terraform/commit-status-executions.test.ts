import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { PipelineRun } from "../../local/aws/pipeline-run";
import type { LocalRepository } from "../../local/github/local-repository";
import type { CommitStatusSystemSettings } from "../../settings/schema/commit-status";
import type { GithubToEcsSettings } from "../../settings/schema/github-to-ecs";
import { githubToEcs, githubV1Settings } from "../support/minimal-entries";
import { Deployment, onTheBench } from "../support/on-the-bench";
import {
  confirmedConnection,
  connected,
  createPipelineByHand,
  githubV1,
  image,
  prepareForPipelines,
} from "../support/pipeline-by-hand";
import { executionOf, ToldCommits } from "../support/told-commits";

const owner = "acme";
const newSha = () => randomBytes(20).toString("hex");

const pending = "pending In progress";
const success = "success Succeeded";
const rejected = (action: string, why: string) =>
  `failure Failed: The action '${action}' failed: JobFailed: ${why}`;
const backPending = "pending Roll-back to this commit: in progress";
const backSuccess = "success Roll-back to this commit: succeeded";

const pipelineName = "told-shop";
const context = `codepipeline/${pipelineName}`;

const { service: _, ...withoutService } = githubToEcs({
  stack: pipelineName,
  name: pipelineName,
  source: githubV1Settings({ owner, repository: pipelineName, token: { ssmParameter: "/shop/token" } }),
  artifactStore: { existingBucket: `${pipelineName}-artifacts` },
  commitStatus: true,
});

const released: GithubToEcsSettings = {
  ...withoutService,
  stages: [
    { type: "approve", stageName: "Approve" },
    {
      type: "stage",
      stageName: "Production",
      onFailure: { result: "ROLLBACK" },
      actions: [
        { type: "approve", actionName: "Confirm" },
        {
          type: "deploy",
          runOrder: 2,
          service: { clusterName: "shop", serviceName: "shop", containerName: "web" },
        },
      ],
    },
  ],
};

// One deployment is walked through what executions come to: each test goes on where the one before it stopped.
onTheBench("a commit that is pushed to a pipeline that tells its status", () => {
  let deployment: Deployment;
  let repository: LocalRepository;
  let told: ToldCommits;
  const [first, second, third] = [newSha(), newSha(), newSha()];
  const [held, overtaken, newest] = [newSha(), newSha(), newSha()];
  const quick = [newSha(), newSha()] as const;
  const shas = [first, second, third, held, overtaken, newest, ...quick];

  beforeAll(async () => {
    deployment = await Deployment.open("100000000325", released);
    repository = deployment.repository(owner, pipelineName);
    told = new ToldCommits(deployment.account, `${pipelineName}-commit-status`);
    await deployment.workspace.init();
    await deployment.workspace.apply();
    await (await deployment.account.attachToLatest(pipelineName)).stop({ abandon: true });
  });
  afterAll(async () => deployment?.workspace.close());

  const expectStatuses = (sha: string, expected: readonly unknown[]) =>
    told.expectStatuses(repository, sha, context, expected);

  const executionsOf = async (sha: string) =>
    (await deployment.account.executions(pipelineName)).filter(({ sourceRevisions }) =>
      sourceRevisions.some(({ revisionId }) => revisionId === sha),
    );

  async function push(sha: string): Promise<PipelineRun> {
    const [delivery] = await repository.push({ branch: "main", sha });
    expect(delivery?.status).toBe(200);
    return deployment.account.attachToLatest(pipelineName);
  }

  async function approve(run: PipelineRun): Promise<string> {
    await run.approve("Approve");
    await run.approve("Confirm");
    return run.end(120);
  }

  it("is pending as soon as the source has run, and succeeds with the execution", async () => {
    const run = await push(first);
    await expectStatuses(first, [pending]);
    expect(await run.rest()).toMatchObject({ reason: "approval" });
    await expectStatuses(first, [pending]);
    expect(await approve(run), await run.summary()).toBe("Succeeded");
    await expectStatuses(first, [pending, success]);
  });

  it("fails with it, and succeeds when the failed stage is tried again", async () => {
    const failed = rejected("Approve", "not today");
    const run = await push(second);
    await expectStatuses(second, [pending]);
    await run.reject("Approve", "not today");
    await run.end();
    await expectStatuses(second, [pending, failed]);
    await run.retry("Approve");
    await expectStatuses(second, [pending, failed, pending]);
    expect(await approve(run), await run.summary()).toBe("Succeeded");
    await expectStatuses(second, [pending, failed, pending, success]);
  });

  it("has an error when somebody stops it", async () => {
    const run = await push(third);
    await expectStatuses(third, [pending]);
    await run.rest();
    await run.stop({ abandon: true, reason: "the shop is open" });
    expect(await run.end()).toBe("Stopped");
    await expectStatuses(third, [pending, expect.stringMatching(/^error Stopped/)]);
  });

  it("stays without a verdict when a newer one overtakes it", async () => {
    const holding = await push(held);
    await expectStatuses(held, [pending]);
    await holding.rest();
    const waiting = await push(overtaken);
    await expectStatuses(overtaken, [pending]);
    const overtaking = await push(newest);
    await expectStatuses(newest, [pending]);
    await expect.poll(() => waiting.status(), { timeout: 60_000 }).toBe("Superseded");
    await expectStatuses(overtaken, [
      pending,
      "pending Superseded by a newer execution: no verdict on this commit",
    ]);
    await expectStatuses(held, [pending]);
    expect(await approve(holding)).toBe("Succeeded");
    expect(await approve(overtaking)).toBe("Succeeded");
    await expectStatuses(held, [pending, success]);
    await expectStatuses(newest, [pending, success]);
  });

  it("has its own status though another one follows at once", async () => {
    const runs = [await push(quick[0]), await push(quick[1])];
    for (const sha of quick) await expectStatuses(sha, [pending]);
    for (const run of runs) expect(await approve(run)).toBe("Succeeded");
    for (const sha of quick) await expectStatuses(sha, [pending, success]);
  });

  it("is told of a roll-back that brings it back, and the one that failed keeps its failure", async () => {
    const failed = rejected("Confirm", "it is slow");
    const [before, bad] = [quick[1], newSha()];
    const run = await push(bad);
    await expectStatuses(bad, [pending]);
    await run.approve("Approve");
    await run.reject("Confirm", "it is slow");
    await run.end();
    const back = await deployment.account.attachToLatest(pipelineName);
    await expectStatuses(before, [pending, success, backPending]);
    await expectStatuses(bad, [pending, failed]);
    await back.approve("Confirm");
    expect(await back.end(120), await back.summary()).toBe("Succeeded");
    await expectStatuses(before, [pending, success, backPending, backSuccess]);
    await expectStatuses(bad, [pending, failed]);
  });

  it("is led to the execution that it is about, in one context", async () => {
    for (const sha of shas.slice(0, -1)) {
      const statuses = await repository.statuses(sha);
      const [its, ...others] = await executionsOf(sha);
      expect(others).toEqual([]);
      expect(new Set(statuses.map(executionOf))).toEqual(new Set([its?.pipelineExecutionId]));
      expect(new Set(statuses.map((status) => status.context))).toEqual(new Set([context]));
      for (const { target_url } of statuses) {
        expect(target_url).toMatch(/^https:\/\/ap-northeast-1\.console\.aws\.amazon\.com\//);
        expect(new URL(String(target_url)).searchParams.get("region")).toBe("ap-northeast-1");
      }
    }
  });

  it("keeps its status when events come once more, the last one first", async () => {
    for (const sha of [second, overtaken]) {
      const before = await repository.statuses(sha);
      const [execution] = await executionsOf(sha);
      const run = deployment.account.attach(pipelineName, String(execution?.pipelineExecutionId));
      const events = await told.eventsOf(run);
      expect(events.length).toBeGreaterThan(2);
      await told.replay(events.toReversed());
      expect(await repository.statuses(sha)).toEqual(before);
    }
    expect(await told.errors()).toEqual([]);
  });

  it("costs no permission that is missing, and leaves nothing", async () => {
    const uses = await deployment.account.permissionUses(`${pipelineName}-commit-status`);
    expect(uses.filter(({ allowed }) => !allowed)).toEqual([]);
    await deployment.destroy();
    expect(await deployment.leftOver()).toEqual([]);
  });
});

const bucket = "told-by-hand-artifacts";
const names = {
  connected: "hand-connected",
  image: "hand-image",
  several: "hand-several",
  ambiguous: "hand-ambiguous",
};

const watched: CommitStatusSystemSettings = {
  system: "commit-status",
  stack: "hand",
  name: "hand",
  pipelines: ["hand-*"],
  token: { ssmParameter: "/hand/token" },
  levels: ["pipeline", "stage", "action"],
  sourceArtifacts: { [names.several]: "Shop" },
};

// Pipelines that exist, whoever made them, and one function for all of them.
onTheBench("a commit in pipelines of another source", () => {
  let deployment: Deployment;
  let told: ToldCommits;

  beforeAll(async () => {
    const prepare = async ({ account }: { readonly account: Deployment["account"] }) => {
      await account.createSsmParameter({ name: "/hand/token", value: "local" });
      await prepareForPipelines(account, bucket);
    };
    deployment = await Deployment.openOn(prepare, "100000000326", watched);
    told = new ToldCommits(deployment.account, "hand");
    await deployment.workspace.init();
    await deployment.workspace.apply();
  });
  afterAll(async () => deployment?.workspace.close());

  const repositoryOf = (name: string) => deployment.repository(owner, name);

  async function commit(name: string): Promise<string> {
    return (await repositoryOf(name).commit({ branch: "main", files: { "README.md": newSha() } })).sha;
  }

  it("that reads through a connection has a context for the pipeline, each stage and each action", async () => {
    const { account } = deployment;
    const repository = repositoryOf(names.connected);
    const sha = await commit(names.connected);
    const arn = await confirmedConnection(account, names.connected);
    const source = connected(arn, `${owner}/${names.connected}`);
    await createPipelineByHand(account, names.connected, [source], bucket);
    const run = await account.attachToLatest(names.connected);
    const expectEach = async (levels: readonly string[], expected: readonly unknown[]) => {
      for (const level of levels) {
        await told.expectStatuses(repository, sha, `codepipeline/${names.connected}${level}`, expected);
      }
    };
    await run.rest();
    await expectEach(["", "/Release", "/Release/Approve"], [pending]);
    await run.reject("Approve", "not today");
    await run.end();
    await expectEach(["", "/Release"], [pending, expect.stringMatching(/^failure Failed/)]);
    const again = [pending, expect.stringMatching(/^failure Failed/), pending];
    await run.retry("Release");
    await run.rest();
    await expectEach(["", "/Release", "/Release/Approve"], again);
    await run.approve("Approve");
    expect(await run.end()).toBe("Succeeded");
    const whole = [...again, success];
    await expectEach(["", "/Release", "/Release/Approve"], whole);
    const contexts = new Set((await repository.statuses(sha)).map((status) => status.context));
    expect([...contexts].toSorted()).toEqual(
      ["", "/Release", "/Release/Approve", "/Source", "/Source/Code"].map(
        (level) => `codepipeline/${names.connected}${level}`,
      ),
    );
    await told.replay((await told.eventsOf(run)).toReversed());
    await expectEach(["", "/Release", "/Release/Approve"], whole);
    // Their start says no commit yet; the end does.
    for (const level of ["/Source", "/Source/Code"]) {
      const statuses = (await repository.statuses(sha)).filter(
        (status) => status.context === `codepipeline/${names.connected}${level}`,
      );
      expect(statuses.at(-1)).toMatchObject({ state: "success", description: "Succeeded" });
    }
  });

  it("of two repositories is the one whose artifact the settings name", async () => {
    const { account } = deployment;
    const shas = { shop: await commit("hand-shop"), library: await commit("hand-library") };
    const sources = [githubV1(owner, "hand-library", "Library"), githubV1(owner, "hand-shop", "Shop")];
    await createPipelineByHand(account, names.several, sources, bucket);
    const run = await account.attachToLatest(names.several);
    const of = `codepipeline/${names.several}`;
    await told.expectStatuses(repositoryOf("hand-shop"), shas.shop, of, [pending]);
    await run.approve("Approve");
    expect(await run.end()).toBe("Succeeded");
    await told.expectStatuses(repositoryOf("hand-shop"), shas.shop, of, [pending, success]);
    expect(await repositoryOf("hand-library").statuses(shas.library)).toEqual([]);
    expect(await told.errors()).toEqual([]);
  });

  it("is none where the pipeline starts with an image: a line in the log for each event, and no error", async () => {
    const { account } = deployment;
    await account.createImageRepository("hand");
    await account.pushImage({ repository: "hand", tag: "latest" });
    await createPipelineByHand(account, names.image, [image("hand")], bucket);
    const run = await account.attachToLatest(names.image);
    await run.approve("Approve");
    expect(await run.end()).toBe("Succeeded");
    await told.settle();
    const lines = (await told.log()).filter(({ pipeline }) => pipeline === names.image);
    const ended = lines.filter(({ event, stage }) => event === "SUCCEEDED" && stage === undefined);
    expect(ended).toEqual([
      expect.objectContaining({
        level: "info",
        message: "The execution has no commit at github.com: there is none to post a status on",
        artifacts: ["Image"],
      }),
    ]);
    expect(lines.filter(({ level }) => level !== "info")).toEqual([]);
    expect(await told.errors()).toEqual([]);
  });

  it("of two repositories is told to nobody where no setting says which, and the queue says what to set", async () => {
    const { account } = deployment;
    const shop = await commit("hand-shop");
    await commit("hand-library");
    const sources = [githubV1(owner, "hand-library", "Library"), githubV1(owner, "hand-shop", "Shop")];
    await createPipelineByHand(account, names.ambiguous, sources, bucket);
    await expect.poll(() => told.errors(), { timeout: 120_000 }).toContain("AmbiguousRevision");
    await told.waitForRetries();
    expect(new Set(await told.errors())).toEqual(new Set(["AmbiguousRevision"]));
    expect(await repositoryOf("hand-shop").statuses(shop)).toEqual([]);
    const failed = (await told.invocations()).filter(({ sent = [] }) => sent.length > 0);
    expect(failed.map(({ error }) => error?.errorMessage)).toContainEqual(
      expect.stringContaining("SOURCE_ARTIFACTS names its output artifact"),
    );
    expect(failed.flatMap(({ sent = [] }) => sent.map(({ problem }) => problem))).toEqual(
      failed.map(() => undefined),
    );
  });

  it("costs no permission that is missing", async () => {
    const uses = await deployment.account.permissionUses("hand");
    expect(uses.filter(({ allowed }) => !allowed)).toEqual([]);
  });
});
