import { strFromU8, unzipSync, zipSync } from "fflate";
import { expect, it } from "vitest";
import { createProject, phasesOf, run } from "./builds";
import { onLocalAws, type TestAccount } from "./on-local-aws";

const encoder = new TextEncoder();

/** Names of buckets are one for all accounts. */
const storeOf = ({ accountId }: TestAccount) => `store-${accountId}`;

async function put(
  account: TestAccount,
  key: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  const zip = zipSync(
    Object.fromEntries(Object.entries(files).map(([path, text]) => [path, encoder.encode(text)])),
  );
  const response = await account.client.send(
    "s3",
    "PUT",
    `/${storeOf(account)}/${key}`,
    Uint8Array.from(zip),
  );
  expect(response.status).toBe(200);
}

async function zipAt(account: TestAccount, key: string): Promise<Record<string, string>> {
  const response = await account.send("s3", "GET", `/${storeOf(account)}/${key}`);
  expect(response.status).toBe(200);
  const files = unzipSync(new Uint8Array(await response.arrayBuffer()));
  return Object.fromEntries(Object.entries(files).map(([path, content]) => [path, strFromU8(content)]));
}

const tree = [
  "mkdir -p my-build1 my-build2/sub .hidden",
  "echo 1 > my-build1/file1.txt; echo 2 > my-build2/file2.txt; echo 3 > my-build2/sub/file3.txt; echo 4 > .hidden/file4",
];

/** A project whose artifact is a zip in S3. */
async function createZipProject(account: TestAccount, artifacts: object, commands: readonly string[] = tree) {
  await account.createBucket(storeOf(account));
  await createProject(
    account,
    { phases: { build: { commands } }, artifacts },
    { artifacts: { type: "S3", location: storeOf(account), name: "out.zip", packaging: "ZIP" } },
    ["s3:PutObject"],
  );
}

/** A project of a pipeline, and the fields that only CodePipeline sends. */
async function createPipelineProject(account: TestAccount, actions = ["s3:GetObject", "s3:PutObject"]) {
  await account.createBucket(storeOf(account));
  await createProject(
    account,
    "",
    { source: { type: "CODEPIPELINE", buildspec: "" }, artifacts: { type: "CODEPIPELINE" } },
    actions,
  );
}

function pipelineBuild(
  account: TestAccount,
  inputs: readonly string[],
  outputs: readonly string[],
  resolvedSourceVersion?: string,
) {
  const artifact = (name: string) => ({ name, bucket: storeOf(account), key: `pipeline/${name}` });
  return {
    pipelineBuild: {
      pipelineName: "release",
      inputs: inputs.map(artifact),
      outputs: outputs.map(artifact),
      ...(resolvedSourceVersion && { resolvedSourceVersion }),
    },
  };
}

onLocalAws("The artifacts of a build", (newAccount, { repository }) => {
  it.each([
    [
      { files: ["**/*"] },
      [".hidden/file4", "my-build1/file1.txt", "my-build2/file2.txt", "my-build2/sub/file3.txt"],
    ],
    [{ files: ["my-build2/*"] }, ["my-build2/file2.txt"]],
    [{ files: ["*/file3.txt"], "base-directory": "my-build2" }, ["sub/file3.txt"]],
    [
      { files: ["**/*"], "base-directory": "my-build*", "discard-paths": "yes" },
      ["file1.txt", "file2.txt", "file3.txt"],
    ],
    [{ files: ["**/*.txt"], "exclude-paths": ["my-build2/**/*"] }, ["my-build1/file1.txt"]],
    [{ files: ["missing", "my-build1/file1.txt"] }, ["my-build1/file1.txt"]],
  ])("are the files that %j names", async (artifacts, expected) => {
    const account = newAccount();
    await createZipProject(account, artifacts);
    const { build } = await run(account);
    expect(build).toMatchObject({
      buildStatus: "SUCCEEDED",
      artifacts: { location: `arn:aws:s3:::${storeOf(account)}/out.zip` },
    });
    expect(Object.keys(await zipAt(account, "out.zip")).sort()).toEqual(expected);
  });

  it("fail the build when no file fits", async () => {
    const account = newAccount();
    await createZipProject(account, { files: ["missing", "*.none"] });
    const { build, log } = await run(account);
    expect(build.buildStatus).toBe("FAILED");
    expect(build.phases.find(({ phaseType }) => phaseType === "UPLOAD_ARTIFACTS")).toMatchObject({
      contexts: [{ statusCode: "CLIENT_ERROR", message: "no matching artifact paths found" }],
    });
    expect(log.some((line) => line.endsWith("Skipping invalid file path missing"))).toBe(true);
  });

  it("are uploaded after a failed build, but not after a failed pre_build", async () => {
    const account = newAccount();
    await createZipProject(account, { files: ["a"] }, ["echo 1 > a", "false"]);
    expect((await run(account)).build.buildStatus).toBe("FAILED");
    expect(await zipAt(account, "out.zip")).toEqual({ a: "1\n" });
    const buildspecOverride = JSON.stringify({
      version: "0.2",
      phases: { pre_build: { commands: ["echo 2 > a", "false"] } },
      artifacts: { files: ["a"] },
    });
    expect(phasesOf((await run(account, { buildspecOverride })).build)).not.toHaveProperty(
      "UPLOAD_ARTIFACTS",
    );
    expect(await zipAt(account, "out.zip")).toEqual({ a: "1\n" });
  });

  it("take a name that their specification makes, and a folder per build, where the project says so", async () => {
    const account = newAccount();
    await account.createBucket(storeOf(account));
    await createProject(
      account,
      {
        phases: { build: { commands: ["echo 1 > a", "VERSION=7"] } },
        artifacts: { files: ["a"], name: "app-$VERSION-$(echo x)" },
      },
      {
        artifacts: {
          type: "S3",
          location: storeOf(account),
          path: "builds",
          namespaceType: "BUILD_ID",
          name: "ignored",
          packaging: "NONE",
          overrideArtifactName: true,
        },
      },
      ["s3:PutObject"],
    );
    const { build } = await run(account);
    const [, uuid] = build.id.split(":");
    const response = await account.send("s3", "GET", `/${storeOf(account)}/builds/${uuid}/app-7-x/a`);
    expect(await response.text()).toBe("1\n");
  });

  it("are a pipeline's: read from its inputs, written to its output, as the project's role", async () => {
    const account = newAccount();
    await createPipelineProject(account);
    const buildspec = JSON.stringify({
      version: "0.2",
      phases: {
        build: {
          commands: [
            'cat a "$CODEBUILD_SRC_DIR_other/b" > out',
            'echo "$CODEBUILD_INITIATOR $CODEBUILD_RESOLVED_SOURCE_VERSION $CODEBUILD_SOURCE_VERSION"',
          ],
        },
      },
      artifacts: { files: ["out"] },
    });
    await put(account, "pipeline/source", { "buildspec.yml": buildspec, a: "1" });
    await put(account, "pipeline/other", { b: "2" });
    const { build, output } = await run(
      account,
      pipelineBuild(account, ["source", "other"], ["made"], "sha256:1"),
    );
    expect(build).toMatchObject({ buildStatus: "SUCCEEDED", resolvedSourceVersion: "sha256:1" });
    expect(output).toEqual([
      `codepipeline/release sha256:1 arn:aws:s3:::${storeOf(account)}/pipeline/source`,
    ]);
    expect(await zipAt(account, "pipeline/made")).toEqual({ out: "12" });
  });

  it("are each described by secondary-artifacts when a pipeline wants several", async () => {
    const account = newAccount();
    await createPipelineProject(account);
    const secondary = { one: { files: ["a"] }, two: { files: ["b"] } };
    const buildspec = JSON.stringify({
      version: "0.2",
      phases: { build: { commands: ["echo 1 > a; echo 2 > b"] } },
      artifacts: { files: ["**/*"], "secondary-artifacts": secondary },
    });
    await put(account, "pipeline/source", { "buildspec.yml": buildspec });
    expect((await run(account, pipelineBuild(account, ["source"], ["one", "two"]))).build.buildStatus).toBe(
      "SUCCEEDED",
    );
    expect(await zipAt(account, "pipeline/one")).toEqual({ a: "1\n" });
    expect(await zipAt(account, "pipeline/two")).toEqual({ b: "2\n" });
    const { build } = await run(account, pipelineBuild(account, ["source"], ["one", "three"]));
    expect(build.phases.find(({ phaseType }) => phaseType === "UPLOAD_ARTIFACTS")).toMatchObject({
      contexts: [{ message: "the build specification names no files for the artifact three" }],
    });
  });

  it.each([
    ["is missing, which S3 hides from the role,", "pipeline/none", {}, "s3:ListBucket on resource"],
    ["has no build specification", "pipeline/source", { a: "1" }, "YAML file does not exist"],
  ])("cannot be made when the source %s", async (_what, key, files, message) => {
    const account = newAccount();
    await createPipelineProject(account);
    if (key === "pipeline/source") await put(account, key, files);
    const { build } = await run(account, pipelineBuild(account, ["source"], []));
    expect(build.phases.find(({ phaseType }) => phaseType === "DOWNLOAD_SOURCE")).toMatchObject({
      phaseStatus: "FAILED",
      contexts: [{ message: expect.stringContaining(message) }],
    });
  });

  it("can be made from sources of a project in S3, with a specification of its own in S3", async () => {
    const account = newAccount();
    await account.createBucket(storeOf(account));
    await put(account, "in/app.zip", { a: "1" });
    await put(account, "in/lib.zip", { b: "2" });
    const buildspec =
      'version: 0.2\nphases:\n  build:\n    commands:\n      - cat a "$CODEBUILD_SRC_DIR_lib/b"\n';
    await account.send("s3", "PUT", `/${storeOf(account)}/spec.yml`, buildspec);
    await createProject(
      account,
      "",
      {
        source: {
          type: "S3",
          location: `${storeOf(account)}/in/app.zip`,
          buildspec: `arn:aws:s3:::${storeOf(account)}/spec.yml`,
        },
        secondarySources: [
          { type: "S3", location: `${storeOf(account)}/in/lib.zip`, sourceIdentifier: "lib" },
        ],
      },
      ["s3:GetObject"],
    );
    expect((await run(account)).output).toEqual(["12"]);
  });

  it("can be made from a repository at GitHub: its branch main, or the commit that is named", async () => {
    const account = newAccount();
    const shop = repository("team/shop");
    const spec =
      "version: 0.2\nphases:\n  build:\n    commands:\n      - cat sub/word; echo $CODEBUILD_SOURCE_REPO_URL\n";
    const first = await shop.commit({
      branch: "main",
      files: { "buildspec.yml": spec, "sub/word": "one\n" },
    });
    const second = await shop.commit({ branch: "main", files: { "sub/word": "two\n" } });
    const location = "https://github.com/team/shop.git";
    await createProject(account, "", { source: { type: "GITHUB", location, buildspec: "" } });
    const newest = await run(account);
    expect(newest.output).toEqual(["two", location]);
    expect(newest.build.resolvedSourceVersion).toBe(second.sha);
    const named = await run(account, { sourceVersion: first.sha });
    expect(named.output).toEqual(["one", location]);
    expect(named.build.resolvedSourceVersion).toBe(first.sha);
  });

  it.each([
    [
      "a repository without commits",
      { type: "GITHUB", location: "https://github.com/nobody/nothing" },
      "409",
    ],
    ["a kind of source that is not fetched here", { type: "BITBUCKET", location: "x" }, "BITBUCKET"],
  ])("cannot be made from %s", async (_what, source, message) => {
    const account = newAccount();
    await createProject(account, "", { source });
    const { build } = await run(account);
    expect(build.phases.find(({ phaseType }) => phaseType === "DOWNLOAD_SOURCE")).toMatchObject({
      contexts: [{ statusCode: "CLIENT_ERROR", message: expect.stringContaining(message) }],
    });
  });
});
