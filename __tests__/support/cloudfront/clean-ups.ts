import { expect } from "vitest";
import { z } from "zod";
import type { Delivery, LocalAccount } from "../../../local/aws/local-account";

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

  /** The events that rules brought the project, oldest first. */
  async events(): Promise<readonly Delivery["event"][]> {
    const target = `:project/${this.projectName}`;
    const deliveries = await this.account.deliveries();
    return deliveries.filter((delivery) => delivery.target.endsWith(target)).map(({ event }) => event);
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
