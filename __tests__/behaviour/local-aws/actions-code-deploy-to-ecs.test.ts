import { randomBytes } from "node:crypto";
import { strToU8 } from "fflate";
import { expect, it } from "vitest";
import type { ActionProgress } from "../../../local/aws/codepipeline/actions/action-provider";
import { latestDeployment } from "../../../local/aws/local-deployments";
import { runningImages } from "../../../local/aws/local-ecs-service";
import { appSpec, createBlueGreenService, describeService } from "./blue-green-service";
import { until } from "./functions";
import { onLocalAws, type TestAccount } from "./on-local-aws";
import { ARTIFACT_ACTIONS, actionOf, declarationOf, TestExecution } from "./run-action";

const LIMIT = { timeout: 30_000 };

const DEPLOY_ACTIONS = [
  "codedeploy:CreateDeployment",
  "codedeploy:GetDeployment",
  "codedeploy:GetDeploymentConfig",
  "codedeploy:RegisterApplicationRevision",
  "ecs:RegisterTaskDefinition",
  "iam:PassRole",
];

const IMAGES = ["one", "two", "three", "four"] as const;

const configuration = {
  ApplicationName: "application",
  DeploymentGroupName: "group",
  TaskDefinitionTemplateArtifact: "definitions",
  AppSpecTemplateArtifact: "definitions",
  Image1ArtifactName: "one",
  Image1ContainerName: "IMAGE1_NAME",
};

const deploys = (
  changes: Record<string, string> = {},
  inputs: readonly string[] = ["definitions", "one"],
) => ({
  type: "Deploy/AWS/CodeDeployToECS",
  configuration: { ...configuration, ...changes },
  inputs,
});

// Nothing waits for the old tasks.
const AT_ONCE = {
  blueGreenDeploymentConfiguration: {
    deploymentReadyOption: { actionOnTimeout: "CONTINUE_DEPLOYMENT", waitTimeInMinutes: 0 },
    terminateBlueInstancesOnDeploymentSuccess: { action: "TERMINATE", terminationWaitTimeInMinutes: 0 },
  },
};

onLocalAws("the blue/green deploy action", (newAccount, { scopeOf }) => {
  type Files = Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>;

  /** A task definition with a container for each of these images. */
  const template = (account: TestAccount, images: readonly string[], changes: object = {}) =>
    JSON.stringify({
      family: "service",
      networkMode: "awsvpc",
      requiresCompatibilities: ["FARGATE"],
      cpu: "256",
      memory: "512",
      executionRoleArn: `arn:aws:iam::${account.accountId}:role/execution`,
      containerDefinitions: images.map((image, index) => ({
        name: index === 0 ? "service" : `other-${index}`,
        image,
        memory: 64,
        portMappings: index === 0 ? [{ containerPort: 80 }] : [],
      })),
      ...changes,
    });

  const definitions = (account: TestAccount, images: readonly string[] = ["<IMAGE1_NAME>"]): Files => ({
    "taskdef.json": template(account, images),
    "appspec.yaml": appSpec("<TASK_DEFINITION>"),
  });

  const image = (uri: string): Files => ({ "imageDetail.json": JSON.stringify({ ImageURI: uri }) });

  /** A service, and an execution whose artifacts hold these files. */
  async function prepared(
    files: (account: TestAccount) => Readonly<Record<string, Files>>,
    { group = AT_ONCE, actions = DEPLOY_ACTIONS }: { group?: object; actions?: readonly string[] } = {},
  ) {
    const account = newAccount();
    const service = await createBlueGreenService(account, group);
    const bucket = `artifacts-${account.accountId}`;
    await account.createBucket(bucket);
    const allowed = [...ARTIFACT_ACTIONS, ...actions];
    const role = await account.createRole("pipeline", "codepipeline.amazonaws.com", allowed);
    const artifactStore = { type: "S3", location: bucket };
    const run = new TestExecution(scopeOf(account), declarationOf(role, { artifactStore }));
    for (const [name, contents] of Object.entries(files(account))) {
      const action = actionOf({ type: "Build/AWS/CodeBuild", outputs: [name] });
      const artifacts = run.artifacts.forAction(action, await run.session(), account.region);
      const bytes = Object.entries(contents).map(
        ([path, content]) => [path, typeof content === "string" ? strToU8(content) : content] as const,
      );
      await artifacts.write(name, Object.fromEntries(bytes));
    }
    return { account, run, ...service };
  }

  it("registers the task definition with the image and replaces the tasks by it", LIMIT, async () => {
    const { account, run } = await prepared((own) => ({
      definitions: definitions(own),
      one: image("green:2"),
    }));
    const told: ActionProgress[] = [];
    const result = await run.run(deploys(), { tell: (progress) => told.push(progress) });
    const deployment = await latestDeployment(account, "application", "group");
    expect(result).toMatchObject({ externalExecutionId: deployment.deploymentId });
    expect(told[0]).toMatchObject({
      externalExecutionId: deployment.deploymentId,
      externalExecutionUrl: expect.stringContaining(`/deployments/${deployment.deploymentId}`),
    });
    expect(await deployment.status()).toBe("Succeeded");
    expect(await runningImages(account, "cluster", "service")).toMatchObject({
      service: { image: "green:2" },
    });
    expect((await describeService(account)).taskDefinition).toMatch(/task-definition\/service:3$/);
  });

  it("puts four images in, each wherever its placeholder stands", LIMIT, async () => {
    const { account, run } = await prepared((own) => ({
      definitions: definitions(
        own,
        IMAGES.map((_, index) => `<IMAGE${index + 1}_NAME>`),
      ),
      ...Object.fromEntries(IMAGES.map((name) => [name, image(`${name}:1`)])),
    }));
    const named = IMAGES.flatMap((name, index) => [
      [`Image${index + 1}ArtifactName`, name],
      [`Image${index + 1}ContainerName`, `IMAGE${index + 1}_NAME`],
    ]);
    await run.run(deploys(Object.fromEntries(named), ["definitions", ...IMAGES]));
    const running = Object.values(await runningImages(account, "cluster", "service"));
    expect(running.map((container) => container.image)).toEqual(IMAGES.map((name) => `${name}:1`));
  });

  it("reads the files that it is told to", LIMIT, async () => {
    const { run } = await prepared((own) => ({
      definitions: { "deploy/task.json": template(own, ["plain:1"]) },
      one: { ...image("green:2"), "deploy/app.yml": appSpec("<TASK_DEFINITION>") },
    }));
    const paths = {
      TaskDefinitionTemplatePath: "deploy/task.json",
      AppSpecTemplateArtifact: "one",
      AppSpecTemplatePath: "deploy/app.yml",
    };
    await expect(run.run(deploys(paths))).resolves.toMatchObject({ summary: "Deployment Succeeded" });
  });

  it.each([
    [
      "no task definition",
      () => ({ "appspec.yaml": "" }),
      image("a:1"),
      "the task definition artifact file from: definitions",
    ],
    [
      "no AppSpec file",
      (own: TestAccount) => ({ "taskdef.json": template(own, ["a:1"]) }),
      image("a:1"),
      "the appspec artifact file from: definitions",
    ],
    ["no image", definitions, {}, "the image artifact file from: one"],
    [
      "an image without its URI",
      definitions,
      { "imageDetail.json": "{}" },
      "the image artifact file from: one",
    ],
    [
      "more than 3 MB",
      (own: TestAccount) => ({ ...definitions(own), photo: new Uint8Array(randomBytes(3_200_000)) }),
      image("a:1"),
      "the task definition artifact file from: definitions",
    ],
  ])("fails on %s", LIMIT, async (_what, files: (own: TestAccount) => Files, one: Files, said) => {
    const { run } = await prepared((own) => ({ definitions: files(own), one }));
    await expect(run.run(deploys())).rejects.toMatchObject({
      code: "ConfigurationError",
      message: expect.stringContaining(`Exception while trying to read ${said}`),
    });
  });

  it("takes no task definition as describe-task-definition tells it", LIMIT, async () => {
    const { run } = await prepared((own) => ({
      definitions: { ...definitions(own), "taskdef.json": template(own, ["a:1"], { revision: 3 }) },
      one: image("a:1"),
    }));
    await expect(run.run(deploys())).rejects.toMatchObject({
      code: "ConfigurationError",
      message: expect.stringContaining("the key revision"),
    });
  });

  it("needs the placeholder of each image", LIMIT, async () => {
    const { run } = await prepared((own) => ({ definitions: definitions(own), one: image("a:1") }));
    const action = deploys({ Image2ArtifactName: "one" });
    await expect(run.run(action)).rejects.toMatchObject({
      message: "Action configuration is missing 'Image2ContainerName' configuration.",
    });
  });

  it.each(DEPLOY_ACTIONS)("fails without %s", LIMIT, async (missing) => {
    const actions = DEPLOY_ACTIONS.filter((action) => action !== missing);
    const { run } = await prepared((own) => ({ definitions: definitions(own), one: image("a:1") }), {
      actions,
    });
    await expect(run.run(deploys())).rejects.toMatchObject({
      code: "PermissionError",
      message: expect.stringContaining(`is not authorized to perform: ${missing} on resource`),
    });
  });

  it("fails with its deployment, and says why", LIMIT, async () => {
    const { account, run } = await prepared((own) => ({
      definitions: { ...definitions(own), "appspec.yaml": "version: 0.0" },
      one: image("a:1"),
    }));
    await expect(run.run(deploys())).rejects.toMatchObject({
      code: "JobFailed",
      message: expect.stringMatching(/^Deployment d-[A-Z0-9]{9} failed\. The AppSpec file is not valid/),
    });
    expect(await (await latestDeployment(account, "application", "group")).status()).toBe("Failed");
  });

  it("fails when its deployment is stopped", LIMIT, async () => {
    const { account, run } = await prepared((own) => ({ definitions: definitions(own), one: image("a:1") }), {
      group: {},
    });
    const running = run.run(deploys());
    const failed = expect(running).rejects.toMatchObject({
      code: "JobFailed",
      message: expect.stringMatching(/^Deployment d-[A-Z0-9]{9} stopped/),
    });
    await (await started(account)).stop();
    await failed;
  });

  it("leaves its deployment to itself when the execution is stopped and abandoned", LIMIT, async () => {
    const { account, run } = await prepared((own) => ({ definitions: definitions(own), one: image("a:1") }), {
      group: {},
    });
    const stopping = new AbortController();
    const running = run.run(deploys(), { signal: stopping.signal });
    const abandoned = expect(running).rejects.toThrow("aborted");
    const deployment = await started(account);
    stopping.abort(new Error("stopped by a user"));
    await abandoned;
    await account.passTime({ minutes: 5 });
    expect(await deployment.rest()).toEqual({ reason: "over", status: "Succeeded" });
  });

  it("is refused while another deployment of its group is on its way", LIMIT, async () => {
    const { account, run } = await prepared((own) => ({ definitions: definitions(own), one: image("a:1") }), {
      group: {},
    });
    const stopping = new AbortController();
    const first = expect(run.run(deploys(), { signal: stopping.signal })).rejects.toThrow("aborted");
    await started(account);
    await expect(run.run(deploys())).rejects.toMatchObject({
      code: "ConfigurationError",
      message: expect.stringContaining("DeploymentLimitExceededException"),
    });
    stopping.abort(new Error("enough"));
    await first;
  });

  /** The deployment, once all its traffic was shifted. */
  async function started(account: TestAccount) {
    const id = await until(
      async () => {
        const answer = await account.call("codedeploy", "ListDeployments");
        return (answer as { deployments: string[] }).deployments[0];
      },
      (found) => found !== undefined,
    );
    const deployment = await latestDeployment(account, "application", "group");
    expect(deployment.deploymentId).toBe(id);
    await deployment.rest();
    return deployment;
  }
});
