import { join } from "node:path";
import { afterAll, beforeAll, it } from "vitest";
import { LocalAccount } from "../../local/aws/local-account";
import { openWorkspace } from "../../local/bench";
import { stacks } from "../../settings/stacks";
import { madeStacks } from "../support/made-stacks";
import { onTheBench, theBench } from "../support/on-the-bench";
import { otherProject, otherStacks } from "../support/other-team";
import { ProjectCopy } from "../support/project-copy";

const settings = [
  ...madeStacks(stacks).map((stack) => ({ whose: "this checkout", stack })),
  ...madeStacks(otherStacks).map((stack) => ({ whose: "another team", stack })),
];

onTheBench("every stack", () => {
  const copies: Record<string, ProjectCopy> = {};

  beforeAll(() => {
    copies["this checkout"] = new ProjectCopy("own-").setOwn();
    copies["another team"] = new ProjectCopy("other-").setProject(otherProject).setStacks(otherStacks);
    for (const copy of Object.values(copies)) copy.synth();
  });
  afterAll(() => {
    for (const copy of Object.values(copies)) copy.remove();
  });

  it.concurrent.for(settings)(
    "is valid Terraform: $stack of $whose",
    async ({ whose, stack }, { expect }) => {
      const bench = theBench();
      const account = new LocalAccount(bench.awsEndpoint, "100000000021");
      const folder = join(copies[whose]?.folder ?? "", "cdktf.out/stacks", stack);
      const workspace = await openWorkspace(bench, account, folder, { localState: true });
      try {
        await workspace.init();
        expect((await workspace.validate()).code).toBe(0);
      } finally {
        await workspace.close();
      }
    },
  );
});
