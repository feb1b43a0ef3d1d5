import { it } from "vitest";
import type { WebhookSecretKind } from "../../modules/triggers/webhook-secret";
import { onTheBench } from "../support/on-the-bench";
import { type Configuration, receiver, sender, WebhookPair } from "../support/webhook-pair";

/** The pair as this project wrote it before a webhook carried the mark of its secret, and as HCL by hand often does. */
function unmarked(pair: WebhookPair, secret: WebhookSecretKind): Configuration {
  const configuration = pair.synthesized({ secret });
  Object.assign(configuration.resource.aws_codepipeline_webhook?.pair ?? {}, {
    name: "pipeline",
    lifecycle: {
      ignore_changes: ["authentication_configuration"],
      replace_triggered_by: [`${secret}.webhook`],
    },
  });
  return configuration;
}

async function applyUnmarked(pair: WebhookPair, secret: WebhookSecretKind): Promise<void> {
  await pair.configure(unmarked(pair, secret));
  await pair.workspace.apply();
}

const named = [
  { kind: "named after its secret", options: {}, heals: "applied", account: 0 },
  { kind: "with its old name", options: { webhookName: "pipeline" }, heals: "replaced by hand", account: 1 },
] as const;

onTheBench("a webhook that exists before it carries the mark of its secret", () => {
  it.concurrent("loses its secret to a changed filter, as long as nothing guards it", async ({ expect }) => {
    await WebhookPair.during("100000000240", expect, async (pair) => {
      await applyUnmarked(pair, "random_bytes");
      await pair.changeFilterAtAws();
      await pair.workspace.apply();
      expect((await pair.secrets()).aws).toEqual(["****"]);
      expect(await pair.plan()).toMatchObject({ code: 0 });
      await pair.configure(pair.synthesized({}));
      expect(await pair.heal()).toBe("applied");
      await pair.expectWhole();
    });
  });

  it.concurrent.for(named)("gets the mark and keeps its secret, $kind", async (naming, { expect }) => {
    await WebhookPair.during(`10000000020${naming.account}`, expect, async (pair) => {
      await applyUnmarked(pair, "random_id");
      const before = await pair.secrets();
      await pair.configure(pair.synthesized({ ...naming.options, secret: "random_id" }));
      expect(await pair.heal()).toBe(naming.heals);
      expect(await pair.secrets()).toEqual(before);
      await pair.expectWhole();
    });
  });

  it.concurrent.for(named)(
    "takes the new default secret on both sides, $kind",
    async (naming, { expect }) => {
      await WebhookPair.during(`10000000021${naming.account}`, expect, async (pair) => {
        await applyUnmarked(pair, "random_id");
        await pair.configure(pair.synthesized(naming.options));
        expect(await pair.heal()).toBe("applied");
        await pair.expectWhole();
      });
    },
  );

  it.concurrent.for(named)(
    "is whole again where the two sides had parted, $kind",
    async (naming, { expect }) => {
      await WebhookPair.during(`10000000022${naming.account}`, expect, async (pair) => {
        await applyUnmarked(pair, "random_id");
        await applyUnmarked(pair, "random_bytes");
        expect(await pair.push()).toEqual([401]);
        expect(await pair.plan()).toMatchObject({ code: 0 });
        await pair.configure(pair.synthesized(naming.options));
        expect(await pair.heal()).toBe(naming.heals);
        await pair.expectWhole();
      });
    },
  );

  it.concurrent.for(named)("can be imported, with its hook at GitHub, $kind", async (naming, { expect }) => {
    await WebhookPair.during(`10000000023${naming.account}`, expect, async (pair) => {
      const url = await pair.putAtAws("pipeline", "a-secret-made-by-hand");
      const hook = await pair.createAtGithub(url, "a-secret-made-by-hand");
      await pair.configure(pair.synthesized(naming.options));
      const { account, repository, workspace } = pair;
      await workspace.import(receiver, account.arn("codepipeline", "webhook:pipeline"));
      await workspace.import(sender, `${repository.name}/${hook}`);
      expect(await pair.heal()).toBe("applied");
      await pair.expectWhole();
    });
  });
});
