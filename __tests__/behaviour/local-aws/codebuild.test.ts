import { expect, it } from "vitest";
import { onLocalAws, type TestAccount } from "./on-local-aws";

const project = {
  name: "build",
  source: { type: "CODEPIPELINE", buildspec: "buildspec.yml" },
  artifacts: { type: "CODEPIPELINE" },
  environment: {
    type: "LINUX_CONTAINER",
    image: "image",
    computeType: "BUILD_GENERAL1_SMALL",
    environmentVariables: [
      { name: "A", value: "1" },
      { name: "B", value: "1" },
    ],
  },
};

async function create(account: TestAccount, changes: object = {}): Promise<unknown> {
  const serviceRole = await account.createRole("build", "codebuild.amazonaws.com");
  return account.call("codebuild", "CreateProject", { ...project, serviceRole, ...changes });
}

onLocalAws("CodeBuild", (newAccount) => {
  it("takes a project whose source is a pipeline", async () => {
    const account = newAccount();
    await create(account);
    const names = ["build", "missing"];
    await expect(account.call("codebuild", "BatchGetProjects", { names })).resolves.toMatchObject({
      projects: [{ ...project, arn: account.arn("codebuild", "project/build"), timeoutInMinutes: 60 }],
      projectsNotFound: ["missing"],
    });
  });

  it("finds and deletes a project by its ARN too", async () => {
    const account = newAccount();
    await create(account);
    const arn = account.arn("codebuild", "project/build");
    await expect(account.call("codebuild", "BatchGetProjects", { names: [arn] })).resolves.toMatchObject({
      projects: [{ name: "build" }],
    });
    await account.call("codebuild", "DeleteProject", { name: arn });
    await expect(account.call("codebuild", "ListProjects")).resolves.toEqual({ projects: [] });
  });

  it("changes only what an update names", async () => {
    const account = newAccount();
    await create(account);
    await account.call("codebuild", "UpdateProject", { name: "build", timeoutInMinutes: 5 });
    await expect(account.call("codebuild", "BatchGetProjects", { names: ["build"] })).resolves.toMatchObject({
      projects: [{ ...project, timeoutInMinutes: 5 }],
    });
  });

  it.each([
    [
      "a pipeline's source with artifacts of its own",
      { artifacts: { type: "NO_ARTIFACTS" } },
      "both must be",
    ],
    ["a role that does not exist", { serviceRole: "arn:aws:iam::123456789012:role/x" }, "does not exist"],
    [
      "a GitHub source without a location",
      { source: { type: "GITHUB" }, artifacts: { type: "NO_ARTIFACTS" } },
      "location is required",
    ],
  ])("refuses %s", async (_what, changes, message) => {
    await expect(create(newAccount(), changes)).rejects.toMatchObject({
      code: "InvalidInputException",
      message: expect.stringContaining(message),
    });
  });

  it("builds the project's own source and image, with overrides, and numbers the builds", async () => {
    const account = newAccount();
    const source = { type: "NO_SOURCE", buildspec: '{"version":"0.2","phases":{}}' };
    await create(account, { source, artifacts: { type: "NO_ARTIFACTS" } });
    const start = (overrides: object = {}) =>
      account.call("codebuild", "StartBuild", { projectName: "build", ...overrides });
    await start();
    const { build } = (await start({
      imageOverride: "other",
      environmentVariablesOverride: [{ name: "B", value: "2" }],
    })) as { build: { id: string } };
    await expect(account.call("codebuild", "BatchGetBuilds", { ids: [build.id] })).resolves.toMatchObject({
      builds: [
        {
          buildNumber: 2,
          source,
          environment: {
            image: "other",
            environmentVariables: [
              { name: "A", value: "1" },
              { name: "B", value: "2" },
            ],
          },
        },
      ],
    });
  });

  it("lists the builds of a project, the newest first unless it is asked otherwise", async () => {
    const account = newAccount();
    const changes = { source: { type: "NO_SOURCE", buildspec: "{}" }, artifacts: { type: "NO_ARTIFACTS" } };
    await create(account, changes);
    await account.call("codebuild", "CreateProject", {
      ...{ ...project, ...changes, name: "other" },
      serviceRole: `arn:aws:iam::${account.accountId}:role/build`,
    });
    const started: string[] = [];
    for (const projectName of ["build", "other", "build"]) {
      const { build } = (await account.call("codebuild", "StartBuild", { projectName })) as {
        build: { id: string };
      };
      started.push(build.id);
    }
    const [first, , last] = started;
    const list = (more: object) =>
      account.call("codebuild", "ListBuildsForProject", { projectName: "build", ...more });
    expect(await list({})).toEqual({ ids: [last, first] });
    expect(await list({ sortOrder: "ASCENDING" })).toEqual({ ids: [first, last] });
  });

  it("starts no build of a pipeline's project without its pipeline", async () => {
    const account = newAccount();
    await create(account);
    await expect(account.call("codebuild", "StartBuild", { projectName: "build" })).rejects.toMatchObject({
      code: "InvalidInputException",
      message: expect.stringContaining("ArtifactsOverride must be set"),
    });
  });

  it("tells a webhook's secret only when it is made", async () => {
    const account = newAccount();
    const source = { type: "GITHUB", location: "https://github.com/o/r" };
    await create(account, { source, artifacts: { type: "NO_ARTIFACTS" } });
    const input = { projectName: "build", filterGroups: [] };
    await expect(account.call("codebuild", "CreateWebhook", input)).resolves.toHaveProperty("webhook.secret");
    const { projects } = (await account.call("codebuild", "BatchGetProjects", { names: ["build"] })) as {
      projects: { webhook: object }[];
    };
    expect(projects[0]?.webhook).not.toHaveProperty("secret");
  });

  it("keeps a source credential without its token", async () => {
    const account = newAccount();
    const credential = { serverType: "GITHUB", authType: "PERSONAL_ACCESS_TOKEN" };
    await account.call("codebuild", "ImportSourceCredentials", { ...credential, token: "secret" });
    await expect(account.call("codebuild", "ListSourceCredentials")).resolves.toEqual({
      sourceCredentialsInfos: [{ ...credential, arn: account.arn("codebuild", "token/github") }],
    });
  });
});
