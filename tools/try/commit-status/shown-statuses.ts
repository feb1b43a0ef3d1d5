import { z } from "zod";
import type { LocalAccount } from "../../../local/aws/local-account";
import type { LocalRepository } from "../../../local/github/local-repository";
import { linesOf, say } from "../say";

const LOOK_AGAIN_MS = 100;
/** How long nothing may happen until the function counts as done with what happened. */
const QUIET_MS = 800;

const logged = z.object({ message: z.string(), executionId: z.string().optional() });

/** What a function does to the statuses of commits, as far as nobody was told yet. */
export class ShownStatuses {
  readonly #shown = new Set<number>();
  readonly #standing = new Map<string, string>();
  #invocations = 0;

  constructor(
    private readonly account: LocalAccount,
    private readonly functionName: string,
  ) {}

  /** Waits until the function is done with what happened, and says which statuses a commit has got, and at what the function failed. */
  async show(repository: LocalRepository, sha: string): Promise<boolean> {
    await this.settled();
    const statuses = (await repository.statuses(sha)).filter(({ id }) => !this.#shown.has(id));
    for (const { id, state, context, description } of statuses) {
      this.#shown.add(id);
      const line = `  status      ${sha.slice(0, 7)}  ${context}  ${state.padEnd(7)}  ${description ?? ""}`;
      // Two invocations that run at once may post the same.
      if (line !== this.#standing.get(context)) say(line);
      this.#standing.set(context, line);
    }
    await this.showErrors();
    return statuses.length > 0;
  }

  /** Says at which invocations the function failed since it was asked last. */
  async showErrors(): Promise<void> {
    const invocations = await this.account.invocations(this.functionName);
    for (const { attempt, error } of invocations.slice(this.#invocations)) {
      if (error === undefined) continue;
      say(`  function    fails at attempt ${attempt}: ${error.errorType}`);
      for (const line of linesOf(error.errorMessage)) say(`    ${line}`);
    }
    this.#invocations = invocations.length;
  }

  /** What the function said last of an execution. */
  async lastWord(executionId: string): Promise<string | undefined> {
    await this.settled();
    const lines = (await this.account.functionLog(this.functionName)).flatMap((text) => text.split("\n"));
    const said = lines
      .filter((line) => line.startsWith("{"))
      .map((line) => logged.safeParse(JSON.parse(line)).data)
      .filter((line) => line?.executionId === executionId);
    return said.at(-1)?.message;
  }

  /** Events reach the function when CodePipeline has sent them, and it runs when it can. */
  async settled(): Promise<void> {
    let [seen, since] = ["", Date.now()];
    for (;;) {
      const invocations = await this.account.invocations(this.functionName);
      const deliveries = await this.account.deliveries();
      const isRunning = invocations.some(({ endTime }) => endTime === undefined);
      const now = `${deliveries.length} ${invocations.length} ${isRunning}`;
      if (now !== seen) [seen, since] = [now, Date.now()];
      if (!isRunning && Date.now() - since >= QUIET_MS) return;
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    }
  }
}
