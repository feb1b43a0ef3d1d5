import { it } from "vitest";
import { LocalAccount } from "../../local/aws/local-account";
import { createEcsService } from "../../local/aws/local-ecs-service";
import { onTheBench, theBench } from "../support/on-the-bench";
import { openWorkspace } from "../support/open-workspace";
import { NightlyBuild, TwoImages } from "../support/scratch-stacks";
import { synthesizeStack } from "../support/synthesize";

const cases = [
  { what: "a stack without a pipeline", accountId: "100000000020", stack: NightlyBuild },
  {
    what: "a pipeline of two images, with an approval, conditions and a roll-back",
    accountId: "100000000046",
    stack: TwoImages,
  },
];

onTheBench("a stack of a user's own", () => {
  it.concurrent.for(cases)("applies, plans no changes and goes: $what", async (given, { expect }) => {
    const bench = theBench();
    const account = new LocalAccount(bench.awsEndpoint, given.accountId);
    const workspace = await openWorkspace(
      bench,
      account,
      synthesizeStack((app) => new given.stack(app)),
    );
    // What the pipeline deploys to; the other stack has no use for it.
    await createEcsService(account, { cluster: "example", service: "example" });
    const before = await account.resources();
    try {
      await workspace.init();
      await workspace.validate();
      await workspace.apply();
      const { hasChanges, stdout } = await workspace.plan();
      expect(hasChanges, stdout).toBe(false);
      await workspace.destroy();
      expect(await account.resources()).toEqual(before);
    } finally {
      await workspace.close();
    }
  });
});
