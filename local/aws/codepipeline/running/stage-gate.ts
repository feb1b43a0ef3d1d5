import type { ExecutionRun } from "./execution-run";

/** Why nothing passes a transition. */
export interface DisabledTransition {
  readonly disabledReason: string;
  readonly lastChangedBy: string;
  readonly lastChangedAt: number;
}

interface Waiting {
  readonly run: ExecutionRun;
  enter(): void;
  supersede(): void;
}

/** The way into a stage: who is in it, who waits in front of it, and whether the transition is disabled. */
export class StageGate {
  #disabled: DisabledTransition | undefined;
  #occupant: ExecutionRun | undefined;
  #waiting: Waiting[] = [];

  get disabled(): DisabledTransition | undefined {
    return this.#disabled;
  }

  /** Whether an execution runs in the stage and keeps others out. */
  get locked(): boolean {
    return this.#occupant !== undefined;
  }

  /** Who waits in front of the stage, first come first. */
  get inbound(): readonly ExecutionRun[] {
    return this.#waiting.map(({ run }) => run);
  }

  /** Waits until the execution may enter, or a newer one takes its place. Rejects when the signal comes first. */
  enter(run: ExecutionRun, signal: AbortSignal): Promise<"entered" | "superseded"> {
    if (signal.aborted) return Promise.reject(signal.reason);
    return new Promise((resolve, reject) => {
      const settle = (answer: () => void) => {
        this.#waiting = this.#waiting.filter((other) => other !== waiting);
        signal.removeEventListener("abort", interrupt);
        answer();
      };
      const interrupt = () => settle(() => reject(signal.reason));
      const waiting: Waiting = {
        run,
        enter: () => settle(() => resolve("entered")),
        supersede: () => settle(() => resolve("superseded")),
      };
      signal.addEventListener("abort", interrupt, { once: true });
      this.#waiting.push(waiting);
      this.#admit();
      run.changed();
    });
  }

  leave(run: ExecutionRun): void {
    if (this.#occupant !== run) return;
    this.#occupant = undefined;
    this.#admit();
  }

  disable(disabled: DisabledTransition): void {
    this.#disabled = disabled;
    for (const { run } of this.#waiting) run.changed();
  }

  enable(): void {
    this.#disabled = undefined;
    this.#admit();
  }

  #admit(): void {
    this.#supersede();
    if (this.#disabled !== undefined) return;
    for (const waiting of [...this.#waiting]) {
      if (waiting.run.execution.executionMode !== "PARALLEL") {
        if (this.#occupant !== undefined) return;
        this.#occupant = waiting.run;
      }
      waiting.enter();
    }
  }

  // Of those that wait, only the newest goes on (CodePipeline user guide: How pipeline executions work).
  #supersede(): void {
    const rivals = this.#waiting.filter(({ run }) => run.execution.executionMode === "SUPERSEDED");
    const newest = Math.max(...rivals.map(({ run }) => run.sequence));
    for (const rival of rivals) if (rival.run.sequence < newest) rival.supersede();
  }
}
