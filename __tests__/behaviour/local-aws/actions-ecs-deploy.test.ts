import { strToU8 } from "fflate";
import { expect, it, vi } from "vitest";
import type { ActionProgress } from "../../../local/aws/codepipeline/actions/action-provider";
import {
  createEcsService,
  registerTaskDefinition,
  runningImages,
} from "../../../local/aws/local-ecs-service";
import { onLocalAws, type TestAccount } from "./on-local-aws";
import { ARTIFACT_ACTIONS, actionOf, declarationOf, TestExecution } from "./run-action";

const LIMIT = { timeout: 20_000 };

// CodePipeline: Amazon ECS deploy action reference, service role permissions.
const DEPLOY_ACTIONS = [
  "ecs:DescribeServices",
  "ecs:DescribeTaskDefinition",
  "ecs:RegisterTaskDefinition",
  "ecs:TagResource",
  "ecs:UpdateService",
  "iam:PassRole",
];

const deploy = (changes: object = {}) => ({
  type: "Deploy/AWS/ECS",
  configuration: { ClusterName: "cluster", ServiceName: "service", ...changes },
  inputs: ["image"],
});

onLocalAws("the ECS deploy action", (newAccount, { scopeOf }) => {
  /** An account with a service and an execution whose artifact holds these files. */
  async function prepared(files: Record<string, string>, settings: object = {}) {
    const account = newAccount();
    await createEcsService(account, { cluster: "cluster", service: "service", ...settings });
    return { account, run: await execution(account, files) };
  }

  async function execution(account: TestAccount, files: Record<string, string>): Promise<TestExecution> {
    const bucket = `artifacts-${account.accountId}`;
    await account.createBucket(bucket);
    const actions = [...ARTIFACT_ACTIONS, ...DEPLOY_ACTIONS];
    const role = await account.createRole("pipeline", "codepipeline.amazonaws.com", actions);
    const artifactStore = { type: "S3", location: bucket };
    const run = new TestExecution(scopeOf(account), declarationOf(role, { artifactStore }));
    const action = actionOf({ type: "Build/AWS/CodeBuild", outputs: ["image"] });
    const artifacts = run.artifacts.forAction(action, await run.session(), account.region);
    const bytes = Object.entries(files).map(([path, content]) => [path, strToU8(content)] as const);
    await artifacts.write("image", Object.fromEntries(bytes));
    return run;
  }

  const definitions = (imageUri: string, name = "service") => JSON.stringify([{ name, imageUri }]);

  it("lets the service run the image that the file names", async () => {
    const { account, run } = await prepared({ "imagedefinitions.json": definitions("other:1") });
    await run.run(deploy());
    expect(await runningImages(account, "cluster", "service")).toEqual({
      service: { image: "other:1", digest: undefined },
    });
  });

  it("reads the file that it is told to", async () => {
    const { account, run } = await prepared({ "images/app.json": definitions("other:1") });
    await run.run(deploy({ FileName: "images/app.json" }));
    expect((await runningImages(account, "cluster", "service")).service?.image).toBe("other:1");
  });

  it("makes a revision of the task definition that the service uses, whatever revisions there are since", async () => {
    const { account, run } = await prepared({ "imagedefinitions.json": definitions("other:1") });
    const tags = [{ key: "team", value: "shop" }];
    const own = { cluster: "cluster", service: "service", container: "another" };
    await account.call("ecs", "TagResource", {
      resourceArn: account.arn("ecs", "task-definition/service:1"),
      tags,
    });
    await registerTaskDefinition(account, own);
    await run.run(deploy());
    const answer = await account.call("ecs", "DescribeTaskDefinition", {
      taskDefinition: "service:3",
      include: ["TAGS"],
    });
    expect(answer).toMatchObject({
      taskDefinition: {
        executionRoleArn: `arn:aws:iam::${account.accountId}:role/service-execution`,
        containerDefinitions: [{ name: "service", image: "other:1", memory: 512 }],
        requiresCompatibilities: ["FARGATE"],
        cpu: "256",
      },
      tags,
    });
  });

  it("tells which deployment it waits for", async () => {
    const { run } = await prepared({ "imagedefinitions.json": definitions("other:1") });
    const told: ActionProgress[] = [];
    const { externalExecutionId } = await run.run(deploy(), { tell: (progress) => told.push(progress) });
    expect(externalExecutionId).toMatch(/^ecs-svc\/\d{19}$/);
    expect(told).toMatchObject([{ externalExecutionId }]);
  });

  it.each([
    [
      "misses the file",
      {},
      "Did not find the image definition file imagedefinitions.json in the input artifacts ZIP file",
    ],
    [
      "finds no JSON in it",
      { "imagedefinitions.json": "[" },
      "imagedefinitions.json contents invalid JSON format",
    ],
    [
      "finds no list in it",
      { "imagedefinitions.json": "{}" },
      "imagedefinitions.json contents invalid JSON format",
    ],
    [
      "finds a container in it that has no image",
      { "imagedefinitions.json": '[{"name":"service"}]' },
      "imagedefinitions.json contents invalid JSON format",
    ],
    [
      "finds a container in it that the task definition has not",
      { "imagedefinitions.json": '[{"name":"other","imageUri":"i"}]' },
      "The AWS ECS container other does not exist",
    ],
    [
      "finds more in it than AWS reads",
      { "imagedefinitions.json": `${definitions("i")}${" ".repeat(101 * 1024)}` },
      "more than 100 KB",
    ],
  ])("fails where it %s", async (_what, files: Record<string, string>, words) => {
    const { account, run } = await prepared(files);
    await expect(run.run(deploy())).rejects.toMatchObject({
      code: "ConfigurationError",
      message: expect.stringContaining(words),
    });
    expect((await runningImages(account, "cluster", "service")).service?.image).toBe("scratch");
  });

  it.each([
    ["service", { ServiceName: "other" }, "The Amazon ECS service 'other' does not exist"],
    ["cluster", { ClusterName: "other" }, "Error Code: ClusterNotFoundException"],
  ])("fails where there is no such %s", async (_what, configuration, words) => {
    const { run } = await prepared({ "imagedefinitions.json": definitions("i") });
    await expect(run.run(deploy(configuration))).rejects.toMatchObject({
      code: "ConfigurationError",
      message: expect.stringContaining(words),
    });
  });

  it("fails on a service that CodeDeploy controls", async () => {
    const files = { "imagedefinitions.json": definitions("other:1") };
    const { run } = await prepared(files, { deploymentController: "CODE_DEPLOY" });
    await expect(run.run(deploy())).rejects.toThrow(
      "Unable to update task definition on services with a CODE_DEPLOY",
    );
  });

  it("fails when its tasks have not started in time, and says why they did not", async () => {
    const account = newAccount();
    const image = `${account.accountId}.dkr.ecr.${account.region}.amazonaws.com/app:missing`;
    await createEcsService(account, { cluster: "cluster", service: "service" });
    await account.createImageRepository("app");
    const run = await execution(account, { "imagedefinitions.json": definitions(image) });
    const told: ActionProgress[] = [];
    const running = run.run(deploy({ DeploymentTimeout: "15" }), { tell: (progress) => told.push(progress) });
    const failure = expect(running).rejects.toMatchObject({
      code: "JobFailed",
      message: expect.stringMatching(
        /it was not steady within 15 minutes\. Last event: .*CannotPullContainerError/,
      ),
    });
    await vi.waitFor(() => expect(told).toHaveLength(1), LIMIT);
    scopeOf(account).clock.pass(14 * 60_000);
    await expect(Promise.race([running, Promise.resolve("waits")])).resolves.toBe("waits");
    scopeOf(account).clock.pass(60_000);
    await failure;
    expect((await runningImages(account, "cluster", "service")).service?.image).toBe("scratch");
  });

  it("fails when another deployment takes the place of its own", async () => {
    const account = newAccount();
    const image = `${account.accountId}.dkr.ecr.${account.region}.amazonaws.com/app:missing`;
    await createEcsService(account, { cluster: "cluster", service: "service" });
    const run = await execution(account, { "imagedefinitions.json": definitions(image) });
    const told: ActionProgress[] = [];
    const running = run.run(deploy(), { tell: (progress) => told.push(progress) });
    const failure = expect(running).rejects.toMatchObject({ code: "JobFailed" });
    await vi.waitFor(() => expect(told).toHaveLength(1), LIMIT);
    await account.call("ecs", "UpdateService", {
      cluster: "cluster",
      service: "service",
      taskDefinition: "service:1",
    });
    await failure;
  });
});
