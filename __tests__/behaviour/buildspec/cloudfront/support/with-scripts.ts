import { onLocalAws, type TestAccount } from "../../../local-aws/on-local-aws";
import { type ScriptOptions, type ScriptRun, ScriptRunner } from "./script-runs";
import type { Site } from "./site";
import { usePreloadedAws } from "./use-preloaded-aws";

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
      const aws = usePreloadedAws();
      suite(newAccount, (script, site, options) => new ScriptRunner(aws()).run(script, site, options));
    },
    ["bash", "jq"],
  );
}
