import type { ActionDeclaration, StageDeclaration } from "../pipeline-declaration";
import { runAction } from "./action-run";
import { type ConditionResult, resultOf } from "./conditions";
import { type StageState, stageEvent } from "./execution-events";
import type { ExecutionRun } from "./execution-run";
import { Interruption } from "./interruption";
import { type ConditionKind, latestRun, type RetryMode, type StageExecution } from "./stage-execution";

/** What came of a stage. */
export interface StageOutcome {
  readonly status: "Succeeded" | "Failed" | "Skipped";
  /** The stage goes back to the last execution that succeeded in it. */
  readonly rollBack: boolean;
}

/** One go of an execution through a stage: its conditions, and its actions by run order. */
export class StageRun {
  readonly #execution: StageExecution;

  constructor(
    private readonly run: ExecutionRun,
    private readonly stage: StageDeclaration,
  ) {
    this.#execution = stageExecutionOf(run, stage.name);
  }

  /** Rejects when the execution is interrupted. */
  async go(retryMode: RetryMode | undefined, overridden: readonly ConditionKind[]): Promise<StageOutcome> {
    this.#become("InProgress", retryMode === undefined ? "STARTED" : "RESUMED");
    try {
      const entry = await this.#engaged("beforeEntry", overridden);
      if (entry === "SKIP") return this.#skipped();
      if (entry !== undefined || !(await this.#runActions(retryMode))) return await this.#failed(overridden);
      const exit = await this.#engaged("onSuccess", overridden);
      if (exit !== undefined) return await this.#failed(overridden, exit === "ROLLBACK");
      return this.#end("Succeeded");
    } catch (reason) {
      this.#interrupted(reason);
      throw reason;
    }
  }

  /** Why the stage failed, in one sentence. */
  get failure(): string | undefined {
    const failed = this.stage.actions
      .map(({ name }) => latestRun(this.#execution, name))
      .find((action) => action?.status === "Failed");
    const broken = Object.values(this.#execution.conditions).find(({ status }) => status === "Failed");
    if (failed?.errorDetails === undefined) return broken?.summary;
    const { code, message } = failed.errorDetails;
    return `The action '${failed.action.name}' failed: ${code}: ${message}`;
  }

  async #runActions(retryMode: RetryMode | undefined): Promise<boolean> {
    const actions = this.stage.actions.filter(
      (action) => retryMode !== "FAILED_ACTIONS" || !this.#done(action),
    );
    const runOrders = [...new Set(actions.map(({ runOrder }) => runOrder))].sort((one, other) => one - other);
    for (const runOrder of runOrders) {
      this.run.halted.throwIfAborted();
      const together = actions.filter((action) => action.runOrder === runOrder);
      // A failed action lets those beside it finish.
      const ended = await Promise.allSettled(
        together.map((action) => runAction(this.run, this.#execution, action)),
      );
      const interrupted = ended.find((one) => one.status === "rejected");
      if (interrupted !== undefined) throw interrupted.reason;
      if (ended.some((one) => one.status === "fulfilled" && !one.value)) {
        this.run.halted.throwIfAborted();
        return false;
      }
    }
    this.run.halted.throwIfAborted();
    return true;
  }

  #done({ name }: ActionDeclaration): boolean {
    return latestRun(this.#execution, name)?.status === "Succeeded";
  }

  async #engaged(
    kind: ConditionKind,
    overridden: readonly ConditionKind[],
  ): Promise<ConditionResult | undefined> {
    if (overridden.includes(kind)) return undefined;
    return resultOf(this.run, this.stage, this.#execution, kind);
  }

  // A failed stage may try itself again, once (CodePipeline user guide: Configure automatic retry for a stage).
  async #failed(overridden: readonly ConditionKind[], rollBack = false): Promise<StageOutcome> {
    const { result, retryConfiguration } = this.stage.onFailure ?? {};
    if (result === "RETRY" && this.#execution.automaticRetries === 0) {
      this.#end("Failed");
      this.#execution.automaticRetries += 1;
      this.#execution.latestRetryTrigger = "AutomatedStageRetry";
      this.#execution.lastRetryTime = this.run.scope.clock.now() / 1000;
      this.run.attempt += 1;
      return this.go(retryConfiguration?.retryMode ?? "FAILED_ACTIONS", overridden);
    }
    const engaged = await this.#engaged("onFailure", []);
    return this.#end("Failed", rollBack || engaged === "ROLLBACK");
  }

  #skipped(): StageOutcome {
    // No event of this state is documented.
    this.#execution.status = "Skipped";
    return { status: "Skipped", rollBack: false };
  }

  #end(status: "Succeeded" | "Failed", rollBack = false): StageOutcome {
    this.#become(status, status === "Succeeded" ? "SUCCEEDED" : "FAILED");
    return { status, rollBack };
  }

  #interrupted(reason: unknown): void {
    if (!(reason instanceof Interruption) || reason.kind === "delete") return;
    if (reason.kind === "stop") this.#become("Stopped", "STOPPED");
    else this.#become("Cancelled", "CANCELED");
  }

  #become(status: StageExecution["status"], state: StageState): void {
    this.#execution.status = status;
    this.run.events.add(stageEvent(this.run, this.#execution, state));
    this.run.changed();
  }
}

function stageExecutionOf({ stages }: ExecutionRun, stageName: string): StageExecution {
  const existing = stages.find((stage) => stage.stageName === stageName);
  if (existing !== undefined) return existing;
  const execution: StageExecution = {
    stageName,
    status: "InProgress",
    actions: [],
    conditions: {},
    automaticRetries: 0,
    manualRetries: 0,
  };
  stages.push(execution);
  return execution;
}
