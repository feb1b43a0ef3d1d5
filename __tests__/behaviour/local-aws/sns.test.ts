import { expect, it } from "vitest";
import { elementText } from "../../../local/aws/client/xml";
import { onLocalAws, type TestAccount } from "./on-local-aws";

async function topicOf(account: TestAccount): Promise<string> {
  const xml = await account.client.query("sns", "CreateTopic", { Name: "news" });
  return elementText(xml, "TopicArn") ?? "";
}

async function subscribe(account: TestAccount, Protocol: string, input: object = {}): Promise<string> {
  const TopicArn = await topicOf(account);
  const Endpoint = Protocol === "email" ? "ops@example.com" : account.arn("lambda", "function:news");
  const form = { TopicArn, Protocol, Endpoint, ...input };
  return elementText(await account.client.query("sns", "Subscribe", form), "SubscriptionArn") ?? "";
}

async function pendingOf(account: TestAccount, SubscriptionArn: string): Promise<string | undefined> {
  const xml = await account.client.query("sns", "GetSubscriptionAttributes", { SubscriptionArn });
  return /<key>PendingConfirmation<\/key>\s*<value>(\w+)<\/value>/.exec(xml)?.[1];
}

const withArn = { ReturnSubscriptionArn: "true" };

onLocalAws("an e-mail subscription", (newAccount) => {
  it("waits for its confirmation, which a function's does not", async () => {
    const account = newAccount();
    expect(await pendingOf(account, await subscribe(account, "email", withArn))).toBe("true");
    expect(await pendingOf(account, await subscribe(account, "lambda", withArn))).toBe("false");
  });

  it("has no ARN to show while it waits, unless that is asked for", async () => {
    const account = newAccount();
    expect(await subscribe(account, "email")).toBe("pending confirmation");
    expect(await subscribe(account, "email", withArn)).toMatch(/^arn:aws:sns:[^:]+:\d{12}:news:/);
  });

  it("cannot be removed while it waits, and goes with its topic", async () => {
    const account = newAccount();
    const SubscriptionArn = await subscribe(account, "email", withArn);
    await expect(account.client.query("sns", "Unsubscribe", { SubscriptionArn })).rejects.toMatchObject({
      name: "InvalidParameter",
      message: expect.stringContaining("Cannot unsubscribe a subscription that is pending confirmation"),
    });
    await account.client.query("sns", "DeleteTopic", { TopicArn: await topicOf(account) });
    expect(await account.resources()).toEqual([]);
  });
});
