import { readdirSync } from "node:fs";
import { afterAll, beforeAll, it, vi } from "vitest";
import { LocalAccount } from "../../local/aws/local-account";
import { onTheBench, theBench } from "../support/on-the-bench";
import { openWorkspace } from "../support/open-workspace";
import { shippedProject, shippedStacks } from "../support/shipped";
import { synthesize } from "../support/synthesize";

const backends = [{ type: "local" }, { type: "s3", bucket: "state-of-the-hcl-test" }] as const;
const cases = shippedStacks.flatMap((entry) =>
  backends.map((backend) => ({ entry, backend, stack: entry.stack, type: backend.type })),
);

onTheBench("the HCL of a shipped stack", () => {
  // What `cdktf synth --hcl` sets.
  beforeAll(() => {
    vi.stubEnv("SYNTH_HCL_OUTPUT", "true");
  });
  afterAll(() => {
    vi.unstubAllEnvs();
  });

  it.concurrent.for(cases)(
    "is valid Terraform: $stack, state $type",
    async ({ entry, backend }, { expect }) => {
      const bench = theBench();
      const account = new LocalAccount(bench.awsEndpoint, "100000000008");
      const folder = synthesize(entry, { ...shippedProject, backend });
      expect(readdirSync(folder)).toContain("cdk.tf");
      const workspace = await openWorkspace(bench, account, folder);
      try {
        await workspace.init(["-backend=false"]);
        expect((await workspace.validate()).code).toBe(0);
      } finally {
        await workspace.close();
      }
    },
  );
});
