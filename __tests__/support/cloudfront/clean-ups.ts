import { expect } from "vitest";
import { z } from "zod";
import type { LocalAccount } from "../../../local/aws/local-account";
import type { PipelineRun } from "../../../local/aws/pipeline-run";

const listed = z.object({ ids: z.array(z.string()) });
const described = z.object({ builds: z.array(z.object({ buildStatus: z.string() })) });
const started = z.object({ build: z.object({ id: z.string() }) });

// Nothing takes that long: a clean-up waits for CloudFront thrice, some seconds each.
const waiting = { timeout: 240_000, interval: 500 };

/** A clean-up that has ended. */
export interface CleanUp {
  readonly status: string;
  readonly log: string;
}

/** The builds of the project that cleans up after rejections. */
export class CleanUps {
  constructor(
    private readonly account: LocalAccount,
    private readonly projectName: string,
  ) {}

  /** IDs of the builds so far, oldest first. */
  async ids(): Promise<readonly string[]> {
    const input = { projectName: this.projectName, sortOrder: "ASCENDING" };
    return listed.parse(await this.account.call("codebuild", "ListBuildsForProject", input)).ids;
  }

  /** Waits for a clean-up that follows the given number of others, and until it has ended. */
  async after(count: number): Promise<CleanUp> {
    await expect.poll(() => this.ids(), waiting).toHaveLength(count + 1);
    return this.#ended((await this.ids())[count] ?? "");
  }

  /** Tells the rule once more that an approval failed, by an event like the one before. */
  async tellAgain({ pipelineExecutionId }: PipelineRun, actionExecutionId: string): Promise<void> {
    const rule = `:rule/${this.projectName}`;
    const told = (await this.account.deliveries()).find((delivery) => delivery.rule.endsWith(rule));
    if (told === undefined) throw new Error(`No event has started ${this.projectName} so far.`);
    const ids = { "execution-id": pipelineExecutionId, "action-execution-id": actionExecutionId };
    await this.account.putEvent({ ...told.event, detail: Object.assign({}, told.event.detail, ids) });
  }

  /** Starts one by hand, and waits until it has ended. */
  async byHand(variables: Readonly<Record<string, string>> = {}): Promise<CleanUp> {
    const environmentVariablesOverride = Object.entries(variables).map(([name, value]) => ({ name, value }));
    const input = { projectName: this.projectName, environmentVariablesOverride };
    const { build } = started.parse(await this.account.call("codebuild", "StartBuild", input));
    return this.#ended(build.id);
  }

  async #ended(id: string): Promise<CleanUp> {
    const status = async () => {
      const answer = await this.account.call("codebuild", "BatchGetBuilds", { ids: [id] });
      return described.parse(answer).builds[0]?.buildStatus;
    };
    await expect.poll(status, waiting).not.toBe("IN_PROGRESS");
    return { status: String(await status()), log: (await this.account.buildLog(id)).join("\n") };
  }
}
