import { afterAll, beforeAll } from "vitest";
import { onLocalAws, type TestAccount } from "../../../local-aws/on-local-aws";
import { type ForkingAwsCli, startForkingAwsCli } from "./forking-aws-cli";
import { type ScriptOptions, type ScriptRun, ScriptRunner } from "./script-runs";
import type { Site } from "./site";

/** Runs a script of `buildspec/scripts/cloudfront` for a site. */
export type RunScript = (name: string, site: Site, options?: ScriptOptions) => Promise<ScriptRun>;

/** Tests of the scripts, which share one local AWS and one AWS CLI. */
export function withScripts(
  name: string,
  suite: (newAccount: () => TestAccount, run: RunScript) => void,
): void {
  onLocalAws(
    name,
    (newAccount) => {
      let cli: ForkingAwsCli | undefined;
      beforeAll(async () => {
        cli = await startForkingAwsCli();
      });
      afterAll(() => cli?.stop());
      suite(newAccount, (script, site, options) => {
        if (cli === undefined) throw new Error("Scripts run only while a test does.");
        return new ScriptRunner(cli).run(script, site, options);
      });
    },
    ["bash", "jq"],
  );
}
