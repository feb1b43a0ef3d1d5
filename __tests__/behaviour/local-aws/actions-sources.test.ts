import { strFromU8, strToU8 } from "fflate";
import { expect, it } from "vitest";
import { zipFiles } from "../../../local/aws/codepipeline/artifacts/artifact-zip";
import { onLocalAws, type TestAccount } from "./on-local-aws";
import { ARTIFACT_ACTIONS, actionOf, declarationOf, TestExecution } from "./run-action";

const SHA = "c".repeat(40);
const VERSIONING = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";

const ecr = {
  type: "Source/AWS/ECR",
  configuration: { RepositoryName: "app", ImageTag: "latest" },
  outputs: ["source"],
};
const github = (name: string, changes: object = {}) => ({
  type: "Source/ThirdParty/GitHub",
  configuration: { Owner: "acme", Repo: name, Branch: "main", OAuthToken: "token", ...changes },
  outputs: ["source"],
});
const connection = (arn: string, name: string, changes: object = {}) => ({
  type: "Source/AWS/CodeStarSourceConnection",
  configuration: { ConnectionArn: arn, FullRepositoryId: `acme/${name}`, BranchName: "main", ...changes },
  outputs: ["source"],
});

onLocalAws("the source actions", (newAccount, { scopeOf, repository }) => {
  async function execution(account: TestAccount): Promise<TestExecution> {
    const bucket = `artifacts-${account.accountId}`;
    await account.createBucket(bucket);
    const roleArn = await account.createRole("pipeline", "codepipeline.amazonaws.com", [
      ...ARTIFACT_ACTIONS,
      "ecr:DescribeImages",
      "codeconnections:UseConnection",
    ]);
    return new TestExecution(
      scopeOf(account),
      declarationOf(roleArn, { artifactStore: { type: "S3", location: bucket } }),
    );
  }

  /** What the next action finds in the artifact. */
  async function sourceOf(run: TestExecution): Promise<Record<string, string>> {
    const reader = actionOf({ type: "Build/AWS/CodeBuild", inputs: ["source"] });
    const files = await run.artifacts.forAction(reader, await run.session(), "ap-northeast-1").read("source");
    return Object.fromEntries(Object.entries(files).map(([path, bytes]) => [path, strFromU8(bytes)]));
  }

  it("find the image that a tag names, and tell what ECR knows of it", async () => {
    const account = newAccount();
    await account.createImageRepository("app");
    const { digest } = await account.pushImage({ repository: "app", tag: "latest" });
    const run = await execution(account);
    const result = await run.run(ecr);
    const uri = `${account.accountId}.dkr.ecr.ap-northeast-1.amazonaws.com/app@${digest}`;
    expect(result.revision).toMatchObject({ revisionId: digest, revisionSummary: "latest" });
    expect(result.outputVariables).toEqual({
      RegistryId: account.accountId,
      RepositoryName: "app",
      ImageTag: "latest",
      ImageDigest: digest,
      ImageURI: uri,
    });
    const { "imageDetail.json": detail = "" } = await sourceOf(run);
    expect(JSON.parse(detail)).toEqual({
      ImageSizeInBytes: expect.stringMatching(/^\d+$/),
      ImageDigest: digest,
      Version: "1.0",
      ImagePushedAt: expect.stringMatching(/^[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d \d\d:\d\d:\d\d UTC \d{4}$/),
      RegistryId: account.accountId,
      RepositoryName: "app",
      ImageURI: uri,
      ImageTags: ["latest"],
    });
  });

  it("take the image whose digest the trigger named, though the tag has moved on", async () => {
    const account = newAccount();
    await account.createImageRepository("app");
    const { digest } = await account.pushImage({ repository: "app", tag: "latest", content: "first" });
    await account.pushImage({ repository: "app", tag: "latest", content: "second" });
    const { outputVariables } = await (await execution(account)).run(ecr, { revision: digest });
    expect(outputVariables).toMatchObject({ ImageDigest: digest });
    expect(outputVariables).not.toHaveProperty("ImageTag");
  });

  it("fail where ECR has no such image", async () => {
    const account = newAccount();
    const run = await execution(account);
    await expect(run.run(ecr)).rejects.toMatchObject({
      code: "ConfigurationError",
      message: expect.stringContaining("Error Code: RepositoryNotFoundException"),
    });
    await account.createImageRepository("app");
    await expect(run.run(ecr)).rejects.toMatchObject({
      message: expect.stringContaining("Error Code: ImageNotFoundException"),
    });
  });

  it("take an object of S3 as it is, by its version", async () => {
    const account = newAccount();
    const bucket = `source-${account.accountId}`;
    await account.createBucket(bucket);
    await account.send("s3", "PUT", `/${bucket}?versioning`, VERSIONING);
    const put = (content: string) =>
      account.client.send("s3", "PUT", `/${bucket}/app.zip`, zipFiles({ a: strToU8(content) }));
    const first = (await put("first")).headers.get("x-amz-version-id") ?? "";
    const second = (await put("second")).headers.get("x-amz-version-id") ?? "";
    const source = {
      type: "Source/AWS/S3",
      configuration: { S3Bucket: bucket, S3ObjectKey: "app.zip" },
      outputs: ["source"],
    };
    const run = await execution(account);
    const { revision, outputVariables } = await run.run(source);
    expect(revision).toMatchObject({ revisionId: second });
    expect(outputVariables).toEqual({
      BucketName: bucket,
      ObjectKey: "app.zip",
      VersionId: second,
      ETag: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    expect(await sourceOf(run)).toEqual({ a: "second" });
    await run.run(source, { revision: first });
    expect(await sourceOf(run)).toEqual({ a: "first" });
  });

  it.each([
    ["a bucket that keeps no versions", "unversioned", "keeps no versions"],
    ["an object that is missing", "versioned", "NoSuchKey"],
    ["a bucket that is missing", "missing", "No bucket with the name"],
  ])("fail on %s", async (_what, kind, words) => {
    const account = newAccount();
    const bucket = `source-${account.accountId}`;
    if (kind !== "missing") await account.createBucket(bucket);
    if (kind === "versioned") await account.send("s3", "PUT", `/${bucket}?versioning`, VERSIONING);
    const run = await execution(account);
    const source = {
      type: "Source/AWS/S3",
      configuration: { S3Bucket: bucket, S3ObjectKey: "app.zip" },
      outputs: ["source"],
    };
    await expect(run.run(source)).rejects.toMatchObject({
      code: "ConfigurationError",
      message: expect.stringContaining(words),
    });
  });

  it("fetch the head of a branch with a token", async () => {
    const files = { "buildspec.yml": "version: 0.2", "src/a.txt": "1" };
    const { sha } = await repository("acme/v1").commit({ branch: "main", files, message: "Begin" });
    const run = await execution(newAccount());
    const { revision, outputVariables } = await run.run(github("v1"));
    const url = `https://github.com/acme/v1/commit/${sha}`;
    expect(revision).toMatchObject({ revisionId: sha, revisionSummary: "Begin", revisionUrl: url });
    expect(outputVariables).toEqual({
      AuthorDate: expect.stringContaining("T"),
      BranchName: "main",
      CommitId: sha,
      CommitMessage: "Begin",
      CommitUrl: url,
      CommitterDate: expect.stringContaining("T"),
      RepositoryName: "v1",
    });
    expect(await sourceOf(run)).toEqual(files);
  });

  it("fetch the commit that the trigger named, though the branch has moved on", async () => {
    const { sha } = await repository("acme/moved").commit({ branch: "main", files: { a: "1" } });
    await repository("acme/moved").commit({ branch: "main", files: { a: "2" } });
    const run = await execution(newAccount());
    await run.run(github("moved"), { revision: sha });
    expect(await sourceOf(run)).toEqual({ a: "1" });
  });

  it("fail on a token that GitHub refuses", async () => {
    await repository("acme/refusing").commit({ branch: "main", files: { a: "1" } });
    const run = await execution(newAccount());
    await expect(run.run(github("refusing", { OAuthToken: "****" }))).rejects.toMatchObject({
      code: "PermissionError",
      message: expect.stringContaining("The access token might be invalid or has been revoked"),
    });
  });

  it("fail on a branch and on a commit that are not there", async () => {
    await repository("acme/other").commit({ branch: "other", files: { a: "1" } });
    const run = await execution(newAccount());
    await expect(run.run(github("other"))).rejects.toMatchObject({
      code: "ConfigurationError",
      message: expect.stringContaining("Could not find the branch main in the GitHub repository acme/other"),
    });
    await expect(run.run(github("other"), { revision: SHA })).rejects.toThrow(`the commit ${SHA}`);
  });

  async function confirmedConnection(account: TestAccount): Promise<string> {
    await account.createConnection("github");
    const [arn = ""] = await account.confirmConnections();
    return arn;
  }

  it("fetch a branch through a connection", async () => {
    const author = { name: "A. Uthor", email: "a@example.invalid" };
    const change = { branch: "main", files: { a: "1" }, message: "Begin", author };
    const { sha } = await repository("acme/connected").commit(change);
    const account = newAccount();
    const arn = await confirmedConnection(account);
    const run = await execution(account);
    const { revision, outputVariables } = await run.run(connection(arn, "connected"));
    const revisionSummary = JSON.stringify({ ProviderType: "GitHub", CommitMessage: "Begin" });
    const redirect = "https://ap-northeast-1.console.aws.amazon.com/codesuite/settings/connections/redirect";
    const revisionUrl = `${redirect}?connectionArn=${arn}&referenceType=COMMIT&FullRepositoryId=acme/connected&Commit=${sha}`;
    expect(revision).toMatchObject({ revisionId: sha, revisionSummary, revisionUrl });
    expect(outputVariables).toMatchObject({
      AuthorDisplayName: "A. Uthor",
      AuthorEmail: "a@example.invalid",
      BranchName: "main",
      CommitId: sha,
      CommitMessage: "Begin",
      ConnectionArn: arn,
      FullRepositoryName: "acme/connected",
      ProviderType: "GitHub",
    });
    expect(await sourceOf(run)).toEqual({ a: "1" });
  });

  it("write a reference in place of the files where a build clones itself", async () => {
    const { sha } = await repository("acme/cloned").commit({ branch: "main", files: { a: "1" } });
    const account = newAccount();
    const arn = await confirmedConnection(account);
    const run = await execution(account);
    await run.run(connection(arn, "cloned", { OutputArtifactFormat: "CODEBUILD_CLONE_REF" }));
    await expect(sourceOf(run)).rejects.toThrow("is not a ZIP file");
    const reader = actionOf({ type: "Build/AWS/CodeBuild", inputs: ["source"] });
    const artifacts = run.artifacts.forAction(reader, await run.session(), "ap-northeast-1");
    const { bucket, key } = artifacts.locationOf("source");
    const reference = await (await account.send("s3", "GET", `/${bucket}/${key}`)).json();
    expect(reference).toMatchObject({ FullRepositoryId: "acme/cloned", CommitId: sha, ConnectionArn: arn });
  });

  it("fail on a connection that nobody confirmed, and on one that does not exist", async () => {
    await repository("acme/pending").commit({ branch: "main", files: { a: "1" } });
    const account = newAccount();
    await account.createConnection("github");
    const { Connections } = (await account.call("codeconnections", "ListConnections")) as {
      Connections: { ConnectionArn: string }[];
    };
    const arn = Connections[0]?.ConnectionArn ?? "";
    const run = await execution(account);
    await expect(run.run(connection(arn, "pending"))).rejects.toMatchObject({
      code: "ConfigurationError",
      message: expect.stringContaining(`Unable to use Connection: ${arn}. The connection is PENDING`),
    });
    await expect(run.run(connection(`${arn}0`, "pending"))).rejects.toThrow(
      "Connection not found for given ARN",
    );
  });

  it("fail on a branch that a connection does not find", async () => {
    const account = newAccount();
    const run = await execution(account);
    await expect(run.run(connection(await confirmedConnection(account), "empty"))).rejects.toMatchObject({
      message: "[GitHub] No Branch [main] found for FullRepositoryName [acme/empty]",
    });
  });
});
