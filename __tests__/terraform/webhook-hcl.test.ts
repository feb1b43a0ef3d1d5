import { it } from "vitest";
import { onTheBench } from "../support/on-the-bench";
import { WebhookPair } from "../support/webhook-pair";

const named = [
  { kind: "named after its secret", options: {}, account: "100000000190" },
  { kind: "with a name that stays", options: { webhookName: "kept" }, account: "100000000191" },
] as const;

onTheBench("a webhook written as HCL", () => {
  it.concurrent.for(named)(
    "is the same as in JSON to a plan, and guards its secret, $kind",
    async ({ options, account }, { expect }) => {
      await WebhookPair.during(account, expect, async (pair) => {
        await pair.apply(options);
        await pair.configure(pair.synthesizedHcl(options));
        await pair.expectWhole();
        await pair.changeFilterAtAws();
        expect(await pair.heal()).toBe("replaced by hand");
      });
    },
  );
});
