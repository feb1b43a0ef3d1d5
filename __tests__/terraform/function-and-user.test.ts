import { it } from "vitest";
import { AwsClient } from "../../local/aws/client/aws-client";
import { LocalAccount } from "../../local/aws/local-account";
import { FunctionAndUser, type Variant } from "../support/function-and-user-stack";
import { onTheBench, theBench } from "../support/on-the-bench";
import { openWorkspace } from "../support/open-workspace";
import { synthesizeStack } from "../support/synthesize";

const KEY_ID = "11112222-3333-4444-5555-666677778888";

const first: Variant = {
  word: "hello",
  retentionSeconds: 1_209_600,
  baseContent: '{"family":"app"}',
  audiences: ["sts.amazonaws.com"],
  reservedConcurrency: 5,
};

const changed: Variant = {
  word: "goodbye",
  retentionSeconds: 345_600,
  kmsKeyId: KEY_ID,
  baseContent: '{"family":"app","cpu":"256"}',
  audiences: ["sts.amazonaws.com", "https://github.com/shop"],
  reservedConcurrency: 2,
};

onTheBench("a function with a queue for failures, a provider of tokens and a user with a key", () => {
  it("apply, plan no changes, work, change in place and go", async ({ expect }) => {
    const bench = theBench();
    const account = new LocalAccount(bench.awsEndpoint, "100000000301");
    await account.createKey(KEY_ID);
    const before = await account.resources();
    const folderOf = (variant: Variant) => synthesizeStack((app) => new FunctionAndUser(app, variant));
    const workspace = await openWorkspace(bench, account, folderOf(first));
    try {
      await workspace.init();
      await workspace.validate();
      await workspace.apply();
      const afterwards = await workspace.plan();
      expect(afterwards.hasChanges, afterwards.stdout).toBe(false);

      const event = { source: "shop", "detail-type": "Order", detail: { id: 1 } };
      await account.putEvent(event);
      const attempts = async () => (await account.invocations("function-and-user")).length;
      await expect.poll(attempts, { timeout: 60_000 }).toBe(1);
      const ended = async (count: number) =>
        (await account.invocations("function-and-user"))[count - 1]?.endTime !== undefined;
      await expect.poll(() => ended(1), { timeout: 60_000 }).toBe(true);
      await account.passTime({ minutes: 1 });
      await expect.poll(() => ended(2), { timeout: 60_000 }).toBe(true);
      await account.passTime({ minutes: 2 });
      const sent = async () => (await account.invocations("function-and-user")).at(2)?.sent;
      const queue = `arn:aws:sqs:${account.region}:${account.accountId}:function-and-user-failed`;
      await expect.poll(sent, { timeout: 60_000 }).toEqual([{ to: queue }]);
      const QueueUrl = `${account.endpoint}/${account.accountId}/function-and-user-failed`;
      const { Messages } = (await account.call("sqs", "ReceiveMessage", { QueueUrl })) as {
        Messages: { Body: string }[];
      };
      expect(JSON.parse(Messages[0]?.Body ?? "")).toMatchObject({
        requestContext: { condition: "RetriesExhausted", approximateInvokeCount: 3 },
        requestPayload: event,
        responsePayload: { errorMessage: "hello is refused" },
      });
      expect(await account.permissionUses("function-and-user")).toContainEqual(
        expect.objectContaining({ action: "sqs:SendMessage", resource: queue, allowed: true }),
      );

      const keyId = String((await workspace.output())["key-id"]);
      const user = new AwsClient(account.endpoint, keyId, account.region);
      const base = "/function-and-user-base-of-tasks/base.json";
      expect(await (await user.send("s3", "GET", base)).json()).toEqual({ family: "app" });
      // Its attached policy would let it, its boundary does not.
      await expect(user.call("ecr", "GetAuthorizationToken")).rejects.toThrow("no permissions boundary");

      await workspace.replaceConfiguration(folderOf(changed));
      await workspace.plan();
      const { resource_changes = [] } = await workspace.planJson();
      const actions = resource_changes.map(({ change }) => change.actions.join("+"));
      expect([...new Set(actions)].sort()).toEqual(["no-op", "update"]);
      await workspace.apply();
      const again = await workspace.plan();
      expect(again.hasChanges, again.stdout).toBe(false);
      expect(await (await user.send("s3", "GET", base)).json()).toEqual({ family: "app", cpu: "256" });

      await workspace.destroy();
      expect(await account.resources()).toEqual(before);
      await expect(user.query("sts", "GetCallerIdentity", {})).rejects.toThrow("security token");
    } finally {
      await workspace.close();
    }
  });
});
