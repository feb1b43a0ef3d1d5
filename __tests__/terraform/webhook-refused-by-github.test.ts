import { it } from "vitest";
import { onTheBench } from "../support/on-the-bench";
import { WebhookPair } from "../support/webhook-pair";

const cases = [
  { status: 500, kind: "named after its secret", options: {}, account: "100000000180" },
  { status: 422, kind: "named after its secret", options: {}, account: "100000000181" },
  { status: 500, kind: "with a name that stays", options: { webhookName: "kept" }, account: "100000000182" },
] as const;

onTheBench("an apply that GitHub refuses in the middle", () => {
  it.concurrent.for(cases)(
    "is not forgotten by the next plan and healed by the next apply: a rotation, $kind, refused with $status",
    async ({ status, options, account }, { expect }) => {
      await WebhookPair.during(account, expect, async (pair) => {
        await pair.apply(options);
        await pair.repository.refuse("PATCH", status);
        const failed = await pair.workspace.run(["apply", "-auto-approve", "-replace=random_bytes.webhook"]);
        expect(failed).toMatchObject({ code: 1, stderr: expect.stringContaining(String(status)) });
        const { aws, github } = await pair.secrets();
        expect(github).not.toEqual(aws);
        await pair.repository.answerAgain();
        expect(await pair.heal()).toBe("applied");
        await pair.expectWhole();
      });
    },
  );

  it.concurrent("is healed by the next apply: the first one", async ({ expect }) => {
    await WebhookPair.during("100000000183", expect, async (pair) => {
      await pair.repository.refuse("POST", 500);
      await pair.configure(pair.synthesized({}));
      expect(await pair.workspace.run(["apply", "-auto-approve"])).toMatchObject({ code: 1 });
      await pair.repository.answerAgain();
      expect(await pair.heal()).toBe("applied");
      await pair.expectWhole();
    });
  });
});
