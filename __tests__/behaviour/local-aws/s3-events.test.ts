import { strToU8 } from "fflate";
import { expect, it } from "vitest";
import { zipFiles } from "../../../local/aws/codepipeline/artifacts/artifact-zip";
import { putQueueRule, putRule } from "./event-rules";
import { onLocalAws, type TestAccount } from "./on-local-aws";
import { approval, imagePipeline } from "./pipelines";
import { ARTIFACT_ACTIONS } from "./run-action";

const NAMESPACE = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';
const VERSIONING = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";
const TO_EVENT_BRIDGE = `<NotificationConfiguration ${NAMESPACE}><EventBridgeConfiguration></EventBridgeConfiguration></NotificationConfiguration>`;
const TO_NOBODY = `<NotificationConfiguration ${NAMESPACE}></NotificationConfiguration>`;
const OF_S3 = { EventPattern: JSON.stringify({ source: ["aws.s3"] }) };

async function sent(account: TestAccount, method: string, path: string, body?: string, headers?: object) {
  const response = await account.send("s3", method, path, body, headers as Record<string, string>);
  if (!response.ok) throw new Error(await response.text());
  return response;
}

/** A bucket that keeps versions and notifies EventBridge; answers with its path. */
async function createBucket(account: TestAccount): Promise<string> {
  const bucket = `definitions-${account.accountId}`;
  await account.createBucket(bucket);
  await sent(account, "PUT", `/${bucket}?versioning`, VERSIONING);
  await sent(account, "PUT", `/${bucket}?notification`, TO_EVENT_BRIDGE);
  return `/${bucket}`;
}

const versionOf = (response: Response) => response.headers.get("x-amz-version-id") ?? "";

async function details(account: TestAccount): Promise<unknown[]> {
  return (await account.deliveries()).map(({ event }) => ({
    type: event["detail-type"],
    ...Object(event.detail),
  }));
}

onLocalAws("a bucket that notifies EventBridge", (newAccount) => {
  it("tells its configuration as it was put, and none before", async () => {
    const account = newAccount();
    await account.createBucket(`other-${account.accountId}`);
    const before = await sent(account, "GET", `/other-${account.accountId}?notification`);
    expect(await before.text()).toBe(TO_NOBODY);
    const path = await createBucket(account);
    expect(await (await sent(account, "GET", `${path}?notification`)).text()).toBe(TO_EVENT_BRIDGE);
    expect((await account.send("s3", "PUT", "/none?notification", TO_EVENT_BRIDGE)).status).toBe(404);
  });

  it("tells of each new object in AWS's form", async () => {
    const account = newAccount();
    const path = await createBucket(account);
    await putQueueRule(account, {}, OF_S3);
    const put = versionOf(await sent(account, "PUT", `${path}/folder/a%20b.zip`, "12345"));
    const source = { "x-amz-copy-source": `${path}/folder/a%20b.zip` };
    const copied = versionOf(await sent(account, "PUT", `${path}/copy.zip`, undefined, source));
    expect((await account.deliveries())[0]?.event).toMatchObject({
      source: "aws.s3",
      "detail-type": "Object Created",
      account: account.accountId,
      region: account.region,
      resources: [`arn:aws:s3:::${path.slice(1)}`],
    });
    const object = { size: 5, etag: expect.stringMatching(/^[0-9a-f]{32}$/) };
    expect(await details(account)).toMatchObject([
      {
        reason: "PutObject",
        requester: account.accountId,
        bucket: { name: path.slice(1) },
        object: { ...object, key: "folder/a b.zip", "version-id": put },
      },
      { reason: "CopyObject", object: { ...object, key: "copy.zip", "version-id": copied } },
    ]);
  });

  it("tells of an upload in parts once it is complete", async () => {
    const account = newAccount();
    const path = `${await createBucket(account)}/large.zip`;
    await putQueueRule(account, {}, OF_S3);
    const uploadId = /<UploadId>(.*?)</.exec(
      await (await sent(account, "POST", `${path}?uploads`)).text(),
    )?.[1];
    const part = await sent(account, "PUT", `${path}?partNumber=1&uploadId=${uploadId}`, "part");
    expect(await details(account)).toEqual([]);
    const parts = `<Part><PartNumber>1</PartNumber><ETag>${part.headers.get("etag")}</ETag></Part>`;
    const body = `<CompleteMultipartUpload>${parts}</CompleteMultipartUpload>`;
    await sent(account, "POST", `${path}?uploadId=${uploadId}`, body);
    expect(await details(account)).toMatchObject([
      { type: "Object Created", reason: "CompleteMultipartUpload", object: { key: "large.zip", size: 4 } },
    ]);
  });

  it("tells of what is deleted, for good or by a marker", async () => {
    const account = newAccount();
    const path = await createBucket(account);
    const first = versionOf(await sent(account, "PUT", `${path}/a`, "1"));
    await sent(account, "PUT", `${path}/b`, "1");
    await putQueueRule(account, {}, OF_S3);
    await sent(account, "DELETE", `${path}/a`);
    await sent(account, "DELETE", `${path}/a?versionId=${first}`);
    await sent(account, "POST", `${path}?delete`, "<Delete><Object><Key>b</Key></Object></Delete>");
    const marked = {
      type: "Object Deleted",
      reason: "DeleteObject",
      "deletion-type": "Delete Marker Created",
    };
    expect(await details(account)).toMatchObject([
      { ...marked, object: { key: "a", "version-id": expect.not.stringMatching(first) } },
      { ...marked, "deletion-type": "Permanently Deleted", object: { key: "a", "version-id": first } },
      { ...marked, object: { key: "b" } },
    ]);
  });

  it("tells nothing of what failed, nor once it is told to be silent", async () => {
    const account = newAccount();
    const path = await createBucket(account);
    await putQueueRule(account, {}, OF_S3);
    const copy = { "x-amz-copy-source": `${path}/none` };
    expect((await account.send("s3", "PUT", `${path}/copy`, undefined, copy)).ok).toBe(false);
    await sent(account, "PUT", `${path}?notification`, TO_NOBODY);
    await sent(account, "PUT", `${path}/a`, "1");
    await sent(account, "DELETE", `${path}/a`);
    expect(await details(account)).toEqual([]);
  });
});

onLocalAws("a pipeline whose source is an object of S3", (newAccount) => {
  /** A pipeline that takes `definitions.zip`; answers with the bucket's path. */
  async function createPipeline(account: TestAccount, configuration: object = {}): Promise<string> {
    const path = await createBucket(account);
    const artifacts = `artifacts-${account.accountId}`;
    await account.createBucket(artifacts);
    const source = {
      name: "Definitions",
      actionTypeId: { category: "Source", owner: "AWS", provider: "S3", version: "1" },
      configuration: {
        S3Bucket: path.slice(1),
        S3ObjectKey: "definitions.zip",
        PollForSourceChanges: "false",
        ...configuration,
      },
      outputArtifacts: [{ name: "definitions" }],
    };
    const pipeline = imagePipeline(
      await account.createRole("pipeline", "codepipeline.amazonaws.com", ARTIFACT_ACTIONS),
      {
        artifactStore: { type: "S3", location: artifacts },
        stages: [
          { name: "Source", actions: [source] },
          { name: "Approve", actions: [approval] },
        ],
      },
    );
    await upload(account, path);
    await account.call("codepipeline", "CreatePipeline", { pipeline });
    await (await account.attachToLatest("pipeline")).rest();
    return path;
  }

  async function upload(account: TestAccount, path: string, key = "definitions.zip"): Promise<string> {
    const zip = zipFiles({ "taskdef.json": strToU8(crypto.randomUUID()) });
    return versionOf(await account.send("s3", "PUT", `${path}/${key}`, zip));
  }

  const revisionsOf = async (account: TestAccount) =>
    (await account.executions("pipeline")).map(({ sourceRevisions }) => sourceRevisions[0]?.revisionId);

  it("is started by a rule with the version that was uploaded", async () => {
    const account = newAccount();
    const path = await createPipeline(account);
    const EventPattern = JSON.stringify({
      source: ["aws.s3"],
      "detail-type": ["Object Created"],
      detail: { bucket: { name: [path.slice(1)] }, object: { key: ["definitions.zip"] } },
    });
    const RoleArn = await account.createRole("rule", "events.amazonaws.com", [
      "codepipeline:StartPipelineExecution",
    ]);
    const override = {
      actionName: "Definitions",
      revisionType: "S3_OBJECT_VERSION_ID",
      revisionValue: "<version>",
    };
    const InputTransformer = {
      InputPathsMap: { version: "$.detail.object.version-id" },
      InputTemplate: JSON.stringify({ sourceRevisions: [override] }),
    };
    const target = { Arn: account.arn("codepipeline", "pipeline"), RoleArn, InputTransformer };
    await putRule(account, target, { EventPattern });
    await upload(account, path, "other.zip");
    const version = await upload(account, path);
    const executions = await account.executions("pipeline");
    expect(executions).toHaveLength(2);
    expect(executions[1]?.sourceRevisions).toMatchObject([{ revisionId: version }]);
  });

  it("starts by itself where it polls, and only there", async () => {
    const account = newAccount();
    const path = await createPipeline(account, { PollForSourceChanges: "true" });
    await upload(account, path, "other.zip");
    const version = await upload(account, path);
    const [, polled, ...more] = await account.executions("pipeline");
    expect(polled).toMatchObject({ trigger: { triggerType: "PollForSourceChanges" } });
    expect(polled?.sourceRevisions).toMatchObject([{ revisionId: version }]);
    expect(more).toEqual([]);
    const silent = newAccount();
    await upload(silent, await createPipeline(silent));
    expect(await silent.executions("pipeline")).toHaveLength(1);
  });

  it("fetches the key and the version that an override names", async () => {
    const account = newAccount();
    const path = await createPipeline(account, { AllowOverrideForS3ObjectKey: "true" });
    const first = await upload(account, path, "other.zip");
    const second = await upload(account, path, "other.zip");
    const actionName = "Definitions";
    const key = { actionName, revisionType: "S3_OBJECT_KEY", revisionValue: "other.zip" };
    const version = { actionName, revisionType: "S3_OBJECT_VERSION_ID", revisionValue: first };
    for (const sourceRevisions of [[key], [key, version]]) {
      await account.call("codepipeline", "StartPipelineExecution", { name: "pipeline", sourceRevisions });
      await expect.poll(() => revisionsOf(account)).toContain(sourceRevisions.length === 1 ? second : first);
    }
    const missing = [{ ...key, revisionValue: "missing.zip" }];
    await account.call("codepipeline", "StartPipelineExecution", {
      name: "pipeline",
      sourceRevisions: missing,
    });
    const failed = await (await account.attachToLatest("pipeline")).end();
    expect(failed).toBe("Failed");
  });

  it("refuses an override of its key that it does not allow", async () => {
    const account = newAccount();
    await createPipeline(account);
    const sourceRevisions = [
      { actionName: "Definitions", revisionType: "S3_OBJECT_KEY", revisionValue: "other.zip" },
    ];
    const started = account.call("codepipeline", "StartPipelineExecution", {
      name: "pipeline",
      sourceRevisions,
    });
    await expect(started).rejects.toMatchObject({
      code: "ValidationException",
      message: expect.stringContaining("AllowOverrideForS3ObjectKey is not true"),
    });
  });
});
