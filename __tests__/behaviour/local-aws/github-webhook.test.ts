import { createHmac } from "node:crypto";
import { expect, it } from "vitest";
import { onLocalAws, type TestAccount } from "./on-local-aws";
import { createGithubPipeline } from "./pipelines";

const SECRET = "0123456789abcdef";
const PUSH = {
  ref: "refs/heads/main",
  after: "c0ffee",
  head_commit: { id: "c0ffee", message: "Fix it", url: "https://example.com/c0ffee" },
  repository: { name: "r" },
};

const webhook = {
  name: "hook",
  targetPipeline: "pipeline",
  targetAction: "Code",
  filters: [{ jsonPath: "$.ref", matchEquals: "refs/heads/{Branch}" }],
  authentication: "GITHUB_HMAC",
  authenticationConfiguration: { SecretToken: SECRET },
};

interface ShownWebhook {
  readonly url: string;
  readonly arn: string;
  readonly definition: { readonly authenticationConfiguration: object };
}

async function put(account: TestAccount, changes: object = {}): Promise<ShownWebhook> {
  const input = { webhook: { ...webhook, ...changes } };
  return ((await account.call("codepipeline", "PutWebhook", input)) as { webhook: ShownWebhook }).webhook;
}

async function deliver(
  url: string,
  payload: object = PUSH,
  { secret = SECRET, algorithm = "sha256", header = "x-hub-signature-256" } = {},
): Promise<{ status: number; body: unknown }> {
  const body = JSON.stringify(payload);
  const signature = `${algorithm}=${createHmac(algorithm, secret).update(body).digest("hex")}`;
  const response = await fetch(url, { method: "POST", body, headers: { [header]: signature } });
  return { status: response.status, body: await response.json() };
}

onLocalAws("a GitHub webhook", (newAccount) => {
  async function accountWithPipeline(): Promise<TestAccount> {
    const account = newAccount();
    await createGithubPipeline(account);
    return account;
  }

  it("starts the pipeline with the commit that was pushed", async () => {
    const account = await accountWithPipeline();
    const { url, arn } = await put(account);
    const { status, body } = await deliver(url);
    const [, started, ...others] = await account.executions("pipeline");
    expect({ status, body }).toEqual({ status: 200, body: { started: started?.pipelineExecutionId } });
    expect(others).toEqual([]);
    expect(started).toMatchObject({
      trigger: { triggerType: "Webhook", triggerDetail: arn },
      sourceRevisions: [{ actionName: "Code", revisionId: "c0ffee", revisionSummary: "Fix it" }],
    });
  });

  it("tells the commit of no artifact while the source has not fetched it", async () => {
    const account = await accountWithPipeline();
    const { url } = await put(account);
    await deliver(url);
    const started = (await account.executions("pipeline")).at(-1);
    const pipelineExecutionId = started?.pipelineExecutionId ?? "";
    expect(await account.attach("pipeline", pipelineExecutionId).end()).toBe("Failed");
    const input = { pipelineName: "pipeline", pipelineExecutionId };
    expect(await account.call("codepipeline", "GetPipelineExecution", input)).toMatchObject({
      pipelineExecution: { artifactRevisions: [] },
    });
  });

  it("takes the older signature too", async () => {
    const { url } = await put(await accountWithPipeline());
    const older = { algorithm: "sha1", header: "x-hub-signature" };
    await expect(deliver(url, PUSH, older)).resolves.toMatchObject({ status: 200 });
  });

  it.each([
    ["made with another secret", { secret: "other" }],
    ["in no header that counts", { header: "x-signature" }],
  ])("refuses a signature %s", async (_what, signing) => {
    const account = await accountWithPipeline();
    const { url } = await put(account);
    await expect(deliver(url, PUSH, signing)).resolves.toMatchObject({ status: 401 });
    expect(await account.executions("pipeline")).toHaveLength(1);
  });

  it.each([
    ["a push to another branch", { ...PUSH, ref: "refs/heads/dev" }, '$.ref is "refs/heads/dev"'],
    ["an event without a branch", { zen: "ping" }, "the payload has nothing at $.ref"],
  ])("starts nothing for %s and says why", async (_what, payload, reason) => {
    const account = await accountWithPipeline();
    const { url } = await put(account);
    await expect(deliver(url, payload)).resolves.toEqual({
      status: 200,
      body: { started: null, reason: expect.stringContaining(reason) },
    });
    expect(await account.executions("pipeline")).toHaveLength(1);
  });

  it("wants every filter to match", async () => {
    const account = await accountWithPipeline();
    const filters = [...webhook.filters, { jsonPath: "$.repository.name", matchEquals: "another" }];
    const { url } = await put(account, { filters });
    await expect(deliver(url)).resolves.toMatchObject({ body: { started: null } });
  });

  it("shows its secret as asterisks", async () => {
    const account = await accountWithPipeline();
    await put(account);
    const { webhooks } = (await account.call("codepipeline", "ListWebhooks")) as { webhooks: ShownWebhook[] };
    expect(webhooks.map(({ definition }) => definition.authenticationConfiguration)).toEqual([
      { SecretToken: "****" },
    ]);
  });

  it("takes the asterisks that it answers for a new secret, as it takes any other", async () => {
    const account = await accountWithPipeline();
    const { url } = await put(account);
    const [shown] = ((await account.call("codepipeline", "ListWebhooks")) as { webhooks: ShownWebhook[] })
      .webhooks;
    await account.call("codepipeline", "PutWebhook", { webhook: shown?.definition });
    await expect(deliver(url)).resolves.toMatchObject({ status: 401 });
    await expect(deliver(url, PUSH, { secret: "****" })).resolves.toMatchObject({ status: 200 });
    expect(await account.webhookSecrets()).toEqual({ hook: "****" });
  });

  it("keeps its address when its secret changes, and takes only the new one", async () => {
    const account = await accountWithPipeline();
    const { url } = await put(account);
    const changed = await put(account, { authenticationConfiguration: { SecretToken: "new" } });
    expect(changed.url).toBe(url);
    await expect(deliver(url)).resolves.toMatchObject({ status: 401 });
    await expect(deliver(url, PUSH, { secret: "new" })).resolves.toMatchObject({ status: 200 });
  });

  it("has an address that the gateway answers and nobody guesses", async () => {
    const account = await accountWithPipeline();
    const { url } = await put(account);
    const { origin, searchParams } = new URL(url);
    expect(origin).toBe(account.endpoint);
    expect(searchParams.get("t")?.length).toBeGreaterThanOrEqual(43);
    await expect(deliver(`${account.endpoint}/trigger?t=guess&v=1`)).resolves.toMatchObject({ status: 404 });
  });

  it("answers no more after it was deleted", async () => {
    const account = await accountWithPipeline();
    const { url } = await put(account);
    await account.call("codepipeline", "DeleteWebhook", { name: "hook" });
    await expect(deliver(url)).resolves.toMatchObject({ status: 404 });
  });

  it.each([
    ["of a pipeline that does not exist", { targetPipeline: "other" }, "PipelineNotFoundException"],
    ["of an action that does not exist", { targetAction: "Other" }, "ValidationException"],
    [
      "without a secret",
      { authenticationConfiguration: {} },
      "InvalidWebhookAuthenticationParametersException",
    ],
    ["with a bad JSON path", { filters: [{ jsonPath: "ref" }] }, "InvalidWebhookFilterPatternException"],
  ])("is refused %s", async (_what, changes, code) => {
    await expect(put(await accountWithPipeline(), changes)).rejects.toMatchObject({ code });
  });
});
