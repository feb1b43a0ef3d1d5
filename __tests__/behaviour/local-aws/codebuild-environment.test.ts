import { expect, it } from "vitest";
import { commands, createProject, endedBuild, run, startBuild } from "./builds";
import { onLocalAws, type TestAccount } from "./on-local-aws";

const environment = (...environmentVariables: readonly object[]) => ({
  environment: {
    type: "LINUX_CONTAINER",
    image: "image",
    computeType: "BUILD_GENERAL1_SMALL",
    environmentVariables,
  },
});

async function createSecret(account: TestAccount, Name: string, SecretString: string): Promise<void> {
  await account.call("secretsmanager", "CreateSecret", { Name, SecretString });
}

onLocalAws("The environment of a build", (newAccount) => {
  it("takes a variable from StartBuild before the project, and from the project before the specification", async () => {
    const account = newAccount();
    await createProject(
      account,
      {
        env: { variables: { A: "buildspec", B: "buildspec", C: "buildspec" } },
        ...commands('echo "$A $B $C"'),
      },
      environment({ name: "B", value: "project" }, { name: "C", value: "project" }),
    );
    const { output } = await run(account, { environmentVariablesOverride: [{ name: "C", value: "start" }] });
    expect(output).toEqual(["buildspec project start"]);
  });

  it("holds what parameters and secrets say, and the log shows none of it", async () => {
    const account = newAccount();
    await account.createSsmParameter({ name: "/app/word", value: "first-word" });
    await createSecret(account, "app/login", '{"user":"ann","password":"second-word"}');
    await createSecret(account, "app/plain", "third-word");
    await createProject(
      account,
      {
        env: { "parameter-store": { ONE: "/app/word" }, "secrets-manager": { TWO: "app/login:password" } },
        ...commands("echo $ONE $TWO $THREE", 'test "$ONE $TWO $THREE" = "first-word second-word third-word"'),
      },
      environment({ name: "THREE", value: "app/plain", type: "SECRETS_MANAGER" }),
      ["ssm:GetParameters", "secretsmanager:GetSecretValue"],
    );
    const { build, output } = await run(account);
    expect(output).toEqual(["*** *** ***"]);
    expect(build.buildStatus).toBe("SUCCEEDED");
  });

  it("holds what a parameter says when the build starts", async () => {
    const account = newAccount();
    const put = (Value: string) =>
      account.call("ssm", "PutParameter", { Name: "/app/id", Value, Type: "String", Overwrite: true });
    await put("none");
    await createProject(
      account,
      commands("echo $ID | tr a-z A-Z"),
      environment({ name: "ID", value: "/app/id", type: "PARAMETER_STORE" }),
      ["ssm:GetParameters"],
    );
    expect((await run(account)).output).toEqual(["NONE"]);
    await put("e1a2b3");
    expect((await run(account)).output).toEqual(["E1A2B3"]);
  });

  it.each([
    [
      "a parameter",
      { "parameter-store": { A: "missing" } },
      "Decrypted Variables Error",
      "parameter does not exist: missing",
    ],
    [
      "a secret",
      { "secrets-manager": { A: "missing" } },
      "Secrets Manager Error",
      "ResourceNotFoundException",
    ],
    [
      "a key of a secret",
      { "secrets-manager": { A: "login:password" } },
      "Secrets Manager Error",
      "password",
    ],
  ])("is refused before the first command when %s is missing", async (_what, env, statusCode, message) => {
    const account = newAccount();
    await createSecret(account, "login", "{}");
    await createProject(account, { env, ...commands("echo never") }, {}, ["ssm:*", "secretsmanager:*"]);
    const { build, output } = await run(account);
    expect(output).toEqual([]);
    expect(build.phases.find(({ phaseType }) => phaseType === "DOWNLOAD_SOURCE")).toMatchObject({
      phaseStatus: "FAILED",
      contexts: [{ statusCode, message: expect.stringContaining(message) }],
    });
  });

  it("exports the variables that are set when the last command has run", async () => {
    const account = newAccount();
    await createProject(account, {
      env: { variables: { A: "old" }, "exported-variables": ["A", "B", "UNSET"] },
      phases: { build: { commands: ["A='new value'"] }, post_build: { commands: ["B=2"] } },
    });
    const { build } = await run(account);
    expect(build.exportedEnvironmentVariables).toEqual([
      { name: "A", value: "new value" },
      { name: "B", value: "2" },
    ]);
  });

  it("has AWS's own variables", async () => {
    const account = newAccount();
    await createProject(account, commands("env | grep -E '^(CODEBUILD|AWS_(DEFAULT_)?REGION)'"));
    const { build, output } = await run(account);
    const seen = Object.fromEntries(output.map((line) => line.split(/=(.*)/s).slice(0, 2)));
    expect(seen).toMatchObject({
      AWS_REGION: account.region,
      AWS_DEFAULT_REGION: account.region,
      CODEBUILD_BUILD_ID: build.id,
      CODEBUILD_BUILD_ARN: build.arn,
      CODEBUILD_BUILD_NUMBER: "1",
      CODEBUILD_BUILD_IMAGE: "image",
      CODEBUILD_BUILD_SUCCEEDING: "1",
      CODEBUILD_INITIATOR: "root",
      CODEBUILD_KMS_KEY_ID: account.arn("kms", "alias/aws/s3"),
      CODEBUILD_LOG_PATH: build.id.split(":")[1],
      CODEBUILD_START_TIME: String(Math.round(build.startTime * 1000)),
    });
    expect(seen).not.toHaveProperty("CODEBUILD_RESOLVED_SOURCE_VERSION");
  });

  it("has nothing of whoever runs the local AWS", async () => {
    const account = newAccount();
    process.env.OF_THE_DEVELOPER = "secret";
    await createProject(account, commands('echo "[$OF_THE_DEVELOPER]"', '[ "$HOME" != "$DEVELOPERS_HOME" ]'));
    const environmentVariablesOverride = [{ name: "DEVELOPERS_HOME", value: process.env.HOME ?? "" }];
    const { build, output } = await run(account, { environmentVariablesOverride });
    delete process.env.OF_THE_DEVELOPER;
    expect(output).toEqual(["[]"]);
    expect(build.buildStatus).toBe("SUCCEEDED");
  });

  it("lets the real AWS CLI act as the project's role", async () => {
    const account = newAccount();
    const override = '\'{"version":"0.2","phases":{}}\'';
    const start = `aws codebuild start-build --project-name build --buildspec-override ${override}`;
    await createProject(account, commands(`${start} --query build.initiator --output text`), {}, [
      "codebuild:StartBuild",
    ]);
    const { build, output } = await run(account);
    const [, uuid] = build.id.split(":");
    expect(output).toEqual([`build/AWSCodeBuild-${uuid}`]);
  });

  it("needs a role that CodeBuild may take on", async () => {
    const account = newAccount();
    await createProject(account, commands("echo never"));
    const serviceRoleOverride = await account.createRole("other", "lambda.amazonaws.com");
    const build = await endedBuild(account, await startBuild(account, { serviceRoleOverride }));
    expect(build.buildStatus).toBe("FAILED");
    expect(build.phases.find(({ phaseType }) => phaseType === "PROVISIONING")).toMatchObject({
      contexts: [{ statusCode: "ACCESS_DENIED", message: expect.stringContaining("sts:AssumeRole") }],
    });
  });
});
