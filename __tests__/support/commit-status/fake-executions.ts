import type { Execution } from "../../../lambda-src/commit-status/execution";
import { ofConnection } from "./revisions";

/** What the API says of executions. */
export class FakeExecutions {
  readonly #now = new Map<string, Execution>();
  readonly #coming = new Map<string, Execution[]>();
  /** How often it was asked. */
  reads = 0;

  /** What it says from now on; one after the other, if there are several. */
  say(id: string, ...said: readonly [Partial<Execution>, ...Partial<Execution>[]]): void {
    const [now, ...coming] = said.map((execution) => ({
      status: "InProgress",
      statusSummary: undefined,
      revisions: [ofConnection()],
      isRollback: false,
      ...execution,
    }));
    if (now !== undefined) this.#now.set(id, now);
    this.#coming.set(id, coming);
  }

  readonly read = async (_pipelineName: string, id: string): Promise<Execution> => {
    this.reads++;
    const said = this.#now.get(id);
    if (said === undefined) {
      throw Object.assign(new Error(`no execution ${id}`), { name: "PipelineExecutionNotFoundException" });
    }
    const next = this.#coming.get(id)?.shift();
    if (next !== undefined) this.#now.set(id, next);
    return said;
  };
}
