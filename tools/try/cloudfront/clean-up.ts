import { z } from "zod";
import type { LocalAccount } from "../../../local/aws/local-account";
import { say } from "../say";

const LOOK_AGAIN_MS = 250;
/** How long a build is waited for that the rule starts. */
const PATIENCE_MS = 20_000;

const listed = z.object({ ids: z.array(z.string()) });
const described = z.object({ builds: z.array(z.object({ buildStatus: z.string() })) });

/** What a rejection, or an approval that nobody answered, starts: the rule, and the build of its project. */
export class CleanUps {
  private constructor(
    private readonly account: LocalAccount,
    private readonly projectName: string,
    private readonly deliveriesBefore: number,
    private readonly buildsBefore: readonly string[],
  ) {}

  /** Remembers what was cleaned up so far. */
  static async since(account: LocalAccount, projectName: string): Promise<CleanUps> {
    const deliveries = await account.deliveries();
    return new CleanUps(account, projectName, deliveries.length, await buildsOf(account, projectName));
  }

  /** Waits for what was started since, and shows its log to the end. */
  async show(): Promise<void> {
    const build = await this.started();
    const ofProject = (await this.account.deliveries())
      .slice(this.deliveriesBefore)
      .filter(({ target }) => target.endsWith(`:project/${this.projectName}`));
    for (const { rule, outcome } of ofProject) say(`  matched     rule ${rule}: ${outcome}`);
    if (build === undefined) return say(`  started     nothing`);
    say(`  started     a build of ${this.projectName}`);
    const status = await this.ended(build);
    for (const line of (await this.account.buildLog(build)).filter(isSaid)) say(`    log: ${line}`);
    say(`  build       ${status}`);
  }

  private async started(): Promise<string | undefined> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const ids = await buildsOf(this.account, this.projectName);
      const build = ids.find((id) => !this.buildsBefore.includes(id));
      if (build !== undefined || Date.now() > deadline) return build;
      await pause();
    }
  }

  private async ended(id: string): Promise<string> {
    for (;;) {
      const answer = await this.account.call("codebuild", "BatchGetBuilds", { ids: [id] });
      const status = described.parse(answer).builds[0]?.buildStatus ?? "unknown";
      if (status !== "IN_PROGRESS") return status;
      await pause();
    }
  }
}

const pause = () => new Promise<void>((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));

async function buildsOf(account: LocalAccount, projectName: string): Promise<readonly string[]> {
  return listed.parse(await account.call("codebuild", "ListBuildsForProject", { projectName })).ids;
}

/** What scripts say of a step; each look at what it waits for stands further right, and what CodeBuild says in brackets. */
const isSaid = (line: string): boolean => line.trim() !== "" && !/^( |\[Container\])/.test(line);
