import type { LocalAccount } from "../../local/aws/local-account";
import type { PipelineRun } from "../../local/aws/pipeline-run";
import { type ReleaseOptions, showRelease } from "./release";
import { say } from "./say";

/** Remembers what ran so far, to show what was started since: by which rule or webhook, with which revision, to its end. */
export async function startedSince(
  account: LocalAccount,
  pipelineName: string,
): Promise<{ show(options?: ReleaseOptions): Promise<readonly PipelineRun[]> }> {
  const executionsBefore = (await account.executions(pipelineName)).length;
  const deliveriesBefore = (await account.deliveries()).length;
  return {
    async show(options) {
      for (const { rule, outcome } of (await account.deliveries()).slice(deliveriesBefore)) {
        say(`  matched     rule ${rule}: ${outcome}`);
      }
      const started = (await account.executions(pipelineName)).slice(executionsBefore);
      if (started.length === 0) say("  started     nothing");
      const runs: PipelineRun[] = [];
      for (const { pipelineExecutionId, trigger, sourceRevisions } of started) {
        say(`  started     ${pipelineName}, execution ${pipelineExecutionId}, by ${trigger.triggerType}`);
        for (const { revisionId } of sourceRevisions) say(`  with        revision ${revisionId}`);
        const run = account.attach(pipelineName, pipelineExecutionId);
        runs.push(run);
        await showRelease(account, run, options);
      }
      return runs;
    },
  };
}
