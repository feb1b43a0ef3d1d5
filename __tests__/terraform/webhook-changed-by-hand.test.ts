import { it } from "vitest";
import { onTheBench } from "../support/on-the-bench";
import { WebhookPair } from "../support/webhook-pair";

const named = [
  { kind: "named after its secret", options: {}, digit: 0 },
  { kind: "with a name that stays", options: { webhookName: "kept" }, digit: 1 },
] as const;

const deletions = [
  { where: "at AWS", accountId: "100000000150", remove: (pair: WebhookPair) => pair.deleteAtAws() },
  { where: "at GitHub", accountId: "100000000151", remove: (pair: WebhookPair) => pair.deleteAtGithub() },
];

onTheBench("a webhook that somebody changed by hand", () => {
  it.concurrent.for(deletions)(
    "comes back when it was deleted $where",
    async ({ accountId, remove }, { expect }) => {
      await WebhookPair.during(accountId, expect, async (pair) => {
        await pair.apply({});
        await remove(pair);
        expect(await pair.heal()).toBe("applied");
        await pair.expectWhole();
      });
    },
  );

  // The AWS provider would change the filter in place, with **** as the new secret.
  it.concurrent.for(named)(
    "keeps its secret when its filter was changed: the plan is refused and says how to replace it, $kind",
    async ({ options, digit }, { expect }) => {
      await WebhookPair.during(`10000000016${digit}`, expect, async (pair) => {
        await pair.apply(options);
        await pair.changeFilterAtAws();
        const before = await pair.secrets();
        expect(await pair.plan()).toMatchObject({ code: 1, stderr: expect.stringContaining("filter") });
        expect(await pair.heal()).toBe("replaced by hand");
        expect(await pair.secrets()).toEqual(before);
        await pair.expectWhole();
      });
    },
  );

  it.concurrent("can be destroyed when its filter was changed", async ({ expect }) => {
    await WebhookPair.during("100000000162", expect, async (pair) => {
      await pair.apply({});
      await pair.changeFilterAtAws();
      await pair.workspace.destroy();
      expect(await pair.secrets()).toEqual({ aws: [], github: [] });
    });
  });

  it.concurrent.for(named)(
    "keeps its secret when the default tags change, $kind",
    async ({ options, digit }, { expect }) => {
      await WebhookPair.during(`10000000017${digit}`, expect, async (pair) => {
        const tagged = (Team: string) => pair.synthesized(options, { defaultTags: { Team } });
        await pair.configure(tagged("one"));
        await pair.workspace.apply();
        const before = await pair.secrets();
        await pair.configure(tagged("two"));
        expect((await pair.workspace.apply()).stdout).toContain("0 added, 1 changed, 0 destroyed");
        expect(await pair.secrets()).toEqual(before);
        await pair.expectWhole();
      });
    },
  );
});
