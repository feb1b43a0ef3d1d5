import { expect, it } from "vitest";
import type { Build } from "../../../local/aws/codebuild/build";
import { commands, createProject, LOGS, phasesOf, run } from "./builds";
import { onLocalAws, type TestAccount } from "./on-local-aws";

/** A project whose role may do what is named and nothing else. */
async function createProjectAs(
  account: TestAccount,
  actions: readonly string[],
  buildspec: object,
  changes: object = {},
): Promise<void> {
  const serviceRole = await account.createRole("less", "codebuild.amazonaws.com", actions);
  await createProject(account, buildspec, { ...changes, serviceRole });
}

const contextsOf = ({ phases }: Build, phase: string) =>
  phases.find(({ phaseType }) => phaseType === phase)?.contexts;

onLocalAws("The role of a build", (newAccount) => {
  const arnOf = ({ accountId }: TestAccount, { id }: Build) =>
    `arn:aws:sts::${accountId}:assumed-role/less/AWSCodeBuild-${id.split(":")[1]}`;

  it("must be allowed to make the log stream before anything runs", async () => {
    const account = newAccount();
    await createProjectAs(account, ["logs:PutLogEvents"], commands("echo never"));
    const { build, output } = await run(account);
    expect(output).toEqual([]);
    expect(build.buildStatus).toBe("FAILED");
    const action = `User: ${arnOf(account, build)} is not authorized to perform: logs:CreateLogStream`;
    expect(contextsOf(build, "PROVISIONING")).toMatchObject([
      {
        statusCode: "ACCESS_DENIED",
        message: expect.stringMatching(/^Service role .* does not allow AWS CodeBuild/),
      },
    ]);
    expect(contextsOf(build, "PROVISIONING")?.[0]?.message).toContain(action);
  });

  it("must be allowed to write the log, or the build fails with it", async () => {
    const account = newAccount();
    await createProjectAs(account, ["logs:CreateLogGroup", "logs:CreateLogStream"], commands("echo out"));
    const { build } = await run(account);
    expect(build.buildStatus).toBe("FAILED");
    expect(phasesOf(build)).toMatchObject({ BUILD: "SUCCEEDED", FINALIZING: "FAILED" });
    expect(contextsOf(build, "FINALIZING")?.[0]?.message).toContain("logs:PutLogEvents");
  });

  it.each([
    ["parameter-store", "Decrypted Variables Error", "ssm:GetParameters"],
    ["secrets-manager", "Secrets Manager Error", "secretsmanager:GetSecretValue"],
  ])("reads what %s names", async (kind, statusCode, action) => {
    const account = newAccount();
    await account.createSsmParameter({ name: "word", value: "hello" });
    await account.call("secretsmanager", "CreateSecret", { Name: "word", SecretString: "hello" });
    await createProjectAs(account, LOGS, { env: { [kind]: { WORD: "word" } }, ...commands("echo never") });
    const { build, output } = await run(account);
    expect(output).toEqual([]);
    expect(contextsOf(build, "DOWNLOAD_SOURCE")).toMatchObject([{ statusCode }]);
    expect(contextsOf(build, "DOWNLOAD_SOURCE")?.[0]?.message).toContain(
      `${arnOf(account, build)} is not authorized to perform: ${action}`,
    );
  });

  it("writes the artifacts", async () => {
    const account = newAccount();
    const location = `store-${account.accountId}`;
    await account.createBucket(location);
    await createProjectAs(
      account,
      LOGS,
      { ...commands("echo 1 > a"), artifacts: { files: ["a"] } },
      { artifacts: { type: "S3", location } },
    );
    const { build } = await run(account);
    expect(contextsOf(build, "UPLOAD_ARTIFACTS")).toMatchObject([
      { statusCode: "CLIENT_ERROR", message: expect.stringContaining("AccessDenied") },
    ]);
  });

  it("is whom the AWS CLI and docker act as", async () => {
    const account = newAccount();
    await account.createImageRepository("app");
    const host = `${account.accountId}.dkr.ecr.${account.region}.amazonaws.com`;
    await createProjectAs(
      account,
      [...LOGS, "ecr:GetAuthorizationToken", "ecr:BatchCheckLayerAvailability"],
      commands(
        "aws sts get-caller-identity --query Arn --output text",
        "aws ssm get-parameter --name word || echo refused",
        `aws ecr get-login-password | docker login -u AWS --password-stdin ${host}`,
        `echo FROM scratch > Dockerfile; docker build -q -t ${host}/app .; docker push ${host}/app`,
      ),
      {
        environment: {
          type: "LINUX_CONTAINER",
          image: "image",
          computeType: "BUILD_GENERAL1_SMALL",
          privilegedMode: true,
        },
      },
    );
    const { build, output } = await run(account);
    const denied = (action: string, resource: string) =>
      expect.stringContaining(
        `${arnOf(account, build)} is not authorized to perform: ${action} on resource: ${resource}`,
      );
    expect(output).toEqual(
      expect.arrayContaining([
        arnOf(account, build),
        denied("ssm:GetParameter", account.arn("ssm", "parameter/word")),
        "refused",
        denied("ecr:InitiateLayerUpload", account.arn("ecr", "repository/app")),
      ]),
    );
    expect(output.at(-1)).toMatch(/^denied: /);
  });
});
