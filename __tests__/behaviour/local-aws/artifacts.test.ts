import { strFromU8, strToU8 } from "fflate";
import { expect, it } from "vitest";
import { newArtifactKey } from "../../../local/aws/codepipeline/artifacts/artifact-key";
import { zipFiles } from "../../../local/aws/codepipeline/artifacts/artifact-zip";
import { onLocalAws, type TestAccount } from "./on-local-aws";
import { ARTIFACT_ACTIONS, actionOf, declarationOf, TestExecution } from "./run-action";

onLocalAws("the artifacts of an execution", (newAccount, { scopeOf }) => {
  let buckets = 0;
  async function newBucket(account: TestAccount): Promise<string> {
    buckets += 1;
    const bucket = `artifacts-${account.accountId}-${buckets}`;
    await account.createBucket(bucket);
    return bucket;
  }

  async function execution(account: TestAccount, stores: object): Promise<TestExecution> {
    const role = await account.createRole("pipeline", "codepipeline.amazonaws.com", ARTIFACT_ACTIONS);
    return new TestExecution(scopeOf(account), declarationOf(role, stores));
  }

  const store = (location: string, key?: string) => ({
    type: "S3",
    location,
    ...(key === undefined ? {} : { encryptionKey: { type: "KMS", id: key } }),
  });

  /** What an action with these artifacts may read and write. */
  async function artifactsOf(
    run: TestExecution,
    names: { inputs?: string[]; outputs?: string[] },
    region?: string,
  ) {
    const session = await run.session();
    const action = actionOf({ type: "Invoke/AWS/Lambda", ...names });
    return run.artifacts.forAction(action, session, region ?? "ap-northeast-1");
  }

  it("are read by one action as another wrote them", async () => {
    const account = newAccount();
    const run = await execution(account, { artifactStore: store(await newBucket(account)) });
    const writer = await artifactsOf(run, { outputs: ["code"] });
    await writer.write("code", { "a.txt": strToU8("1"), "deep/b.txt": strToU8("2") });
    const files = await (await artifactsOf(run, { inputs: ["code"] })).read("code");
    expect(Object.entries(files).map(([path, bytes]) => [path, strFromU8(bytes)])).toEqual([
      ["a.txt", "1"],
      ["deep/b.txt", "2"],
    ]);
  });

  it("lie below the beginnings of the pipeline's and their own name", () => {
    expect(newArtifactKey("release-of-the-application", "SourceArtifact")).toMatch(
      /^release-of-the-appli\/SourceArti\/[A-Za-z0-9]{7}$/,
    );
    expect(newArtifactKey("short", "code")).toMatch(/^short\/code\/[A-Za-z0-9]{7}$/);
  });

  it("are the same bytes for the same files, in any order", () => {
    const [a, b] = [strToU8("1"), strToU8("2")];
    expect(zipFiles({ a, b })).toEqual(zipFiles({ b, a }));
  });

  it("are encrypted with the key of the store, or with that of S3", async () => {
    const account = newAccount();
    const key = await account.createOwnKey();
    const run = await execution(account, {
      artifactStores: {
        "ap-northeast-1": store(await newBucket(account), key),
        "eu-west-1": store(await newBucket(account)),
      },
    });
    const headersIn = async (region: string) => {
      const artifacts = await artifactsOf(run, { outputs: ["code"] }, region);
      await artifacts.write("code", {});
      const location = artifacts.locationOf("code");
      const path = `/${location.bucket}/${location.key}`;
      const { headers } = await account.client.send("s3", "HEAD", path);
      return ["", "-aws-kms-key-id"].map((which) => headers.get(`x-amz-server-side-encryption${which}`));
    };
    expect(await headersIn("ap-northeast-1")).toEqual(["aws:kms", key]);
    expect((await headersIn("eu-west-1"))[0]).toBe("aws:kms");
  });

  it("are copied to the bucket of the region that another action runs in", async () => {
    const account = newAccount();
    const [here, there] = [await newBucket(account), await newBucket(account)];
    const run = await execution(account, {
      artifactStores: { "ap-northeast-1": store(here), "us-east-1": store(there) },
    });
    await (await artifactsOf(run, { outputs: ["code"] })).write("code", { a: strToU8("1") });
    const reader = await artifactsOf(run, { inputs: ["code"] }, "us-east-1");
    const { bucket, key } = await reader.bring("code");
    expect(bucket).toBe(there);
    expect((await account.client.send("s3", "HEAD", `/${there}/${key}`)).status).toBe(200);
    expect(Object.keys(await reader.read("code"))).toEqual(["a"]);
  });

  it("are the version that was written, whatever lies there since", async () => {
    const account = newAccount();
    const bucket = await newBucket(account);
    await account.client.send("s3", "PUT", `/${bucket}?versioning`, VERSIONING);
    const run = await execution(account, { artifactStore: store(bucket) });
    const writer = await artifactsOf(run, { outputs: ["code"] });
    await writer.write("code", { first: strToU8("1") });
    const { key } = writer.locationOf("code");
    await account.client.send("s3", "PUT", `/${bucket}/${key}`, zipFiles({ second: strToU8("2") }));
    const reader = await artifactsOf(run, { inputs: ["code"] });
    expect(Object.keys(await reader.read("code"))).toEqual(["first"]);
  });

  it("fail the action that reads one that nobody made", async () => {
    const account = newAccount();
    const run = await execution(account, { artifactStore: store(await newBucket(account)) });
    const reader = await artifactsOf(run, { inputs: ["code"] });
    await expect(reader.read("code")).rejects.toMatchObject({
      code: "ConfigurationError",
      message: "The artifact code was not made in this execution",
    });
  });

  it("fail the action that reads one that its action never wrote", async () => {
    const account = newAccount();
    const bucket = await newBucket(account);
    const run = await execution(account, { artifactStore: store(bucket) });
    const { key } = (await artifactsOf(run, { outputs: ["code"] })).locationOf("code");
    const reader = await artifactsOf(run, { inputs: ["code"] });
    await expect(reader.read("code")).rejects.toMatchObject({
      code: "ConfigurationError",
      message: expect.stringContaining(
        `object key '${key}' located in the Amazon S3 artifact bucket '${bucket}'. Error: Amazon S3:NoSuchKey`,
      ),
    });
  });

  it("fail the action that writes to a bucket that does not exist", async () => {
    const account = newAccount();
    const run = await execution(account, { artifactStore: store("nowhere-at-all") });
    const writer = await artifactsOf(run, { outputs: ["code"] });
    await expect(writer.write("code", {})).rejects.toMatchObject({
      code: "ConfigurationError",
      message: "No bucket with the name nowhere-at-all was found",
    });
  });

  it("fail the action whose region has no bucket", async () => {
    const account = newAccount();
    const run = await execution(account, {
      artifactStores: { "ap-northeast-1": store(await newBucket(account)) },
    });
    await (await artifactsOf(run, { outputs: ["code"] })).write("code", {});
    const reader = await artifactsOf(run, { inputs: ["code"] }, "eu-west-1");
    await expect(reader.read("code")).rejects.toThrow("has no artifact store in eu-west-1");
  });

  it("fail the action that wants files of what is no zip", async () => {
    const account = newAccount();
    const run = await execution(account, { artifactStore: store(await newBucket(account)) });
    await (await artifactsOf(run, { outputs: ["code"] })).writeBytes("code", strToU8("text"));
    const reader = await artifactsOf(run, { inputs: ["code"] });
    await expect(reader.read("code")).rejects.toThrow("is not a ZIP file");
  });
});

const VERSIONING = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";
