import { it } from "vitest";
import type { GithubWebhookOptions } from "../../modules/triggers/github-webhook";
import { onTheBench } from "../support/on-the-bench";
import { WebhookPair } from "../support/webhook-pair";

const kept = { webhookName: "kept" } as const;

interface Case {
  readonly what: string;
  readonly accountId: string;
  readonly options: GithubWebhookOptions;
  readonly change: (pair: WebhookPair) => Promise<unknown>;
}

const cases: readonly Case[] = [
  {
    what: "is rotated",
    accountId: "100000000120",
    options: {},
    change: (pair) => pair.workspace.apply(["-replace=random_bytes.webhook"]),
  },
  {
    what: "is rotated, with a name that stays",
    accountId: "100000000121",
    options: kept,
    change: (pair) => pair.workspace.apply(["-replace=random_bytes.webhook"]),
  },
  {
    what: "is made by another kind of resource",
    accountId: "100000000122",
    options: {},
    change: (pair) => pair.apply({ secret: "random_id" }),
  },
  {
    what: "is made by another kind of resource, with a name that stays",
    accountId: "100000000123",
    options: kept,
    change: (pair) => pair.apply({ ...kept, secret: "random_id" }),
  },
  {
    what: "is made at another address",
    accountId: "100000000124",
    options: {},
    change: (pair) => pair.apply({ secretLogicalId: "another" }),
  },
  {
    what: "was lost from the state",
    accountId: "100000000125",
    options: {},
    change: async ({ workspace }) => {
      await workspace.run(["state", "rm", "random_bytes.webhook"]);
      await workspace.apply();
    },
  },
];

onTheBench("a webhook whose secret becomes another one", () => {
  it.concurrent.for(cases)(
    "follows on both sides in one apply when the secret $what",
    async ({ accountId, options, change }, { expect }) => {
      await WebhookPair.during(accountId, expect, async (pair) => {
        await pair.apply(options);
        const before = await pair.secrets();
        await change(pair);
        expect(await pair.secrets()).not.toEqual(before);
        await pair.expectWhole();
      });
    },
  );

  // As an apply that ends between the two: only the secret is replaced.
  const interrupted = ["-replace=random_bytes.webhook", "-target=random_bytes.webhook"];

  it.concurrent("is replaced after an apply that got no further than the secret", async ({ expect }) => {
    await WebhookPair.during("100000000140", expect, async (pair) => {
      await pair.apply({});
      await pair.workspace.apply(interrupted);
      expect(await pair.heal()).toBe("applied");
      await pair.expectWhole();
    });
  });

  it.concurrent("keeps both sides as they are, with a name that stays, until somebody replaces the webhook", async ({
    expect,
  }) => {
    await WebhookPair.during("100000000141", expect, async (pair) => {
      await pair.apply({ webhookName: "kept" });
      const before = await pair.secrets();
      await pair.workspace.apply(interrupted);
      expect(await pair.workspace.run(["apply", "-auto-approve"])).toMatchObject({ code: 1 });
      expect(await pair.secrets()).toEqual(before);
      expect(await pair.push()).toEqual([200]);
      expect(await pair.heal()).toBe("replaced by hand");
      await pair.expectWhole();
    });
  });

  it.concurrent("keeps the secret when only the webhook is replaced", async ({ expect }) => {
    await WebhookPair.during("100000000142", expect, async (pair) => {
      await pair.apply({});
      const before = await pair.secrets();
      await pair.workspace.apply(["-replace=aws_codepipeline_webhook.pair"]);
      expect(await pair.secrets()).toEqual(before);
      await pair.expectWhole();
    });
  });
});
