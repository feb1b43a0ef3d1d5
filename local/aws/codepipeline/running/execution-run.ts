import type { Scope } from "../../gateway/scope";
import { ExecutionArtifacts } from "../artifacts/execution-artifacts";
import { type Execution, type ExecutionTrigger, newExecution } from "../execution";
import type { PipelineDeclaration } from "../pipeline-declaration";
import { gateOf, type Pipeline } from "../pipelines";
import type { SourceRevision } from "../source-revisions";
import { Changes } from "./changes";
import { EventQueue } from "./event-queue";
import { type PipelineState, pipelineEvent, stageEvent } from "./execution-events";
import { Interruption } from "./interruption";
import type { ConditionKind, RetryMode, StageExecution } from "./stage-execution";
import { StageRun } from "./stage-run";

/** What one go of an execution runs: all stages, those from a retried one on, or a single one. */
export interface Leg {
  readonly from: number;
  readonly until: number;
  /** How the first stage is run again. */
  readonly retryMode?: RetryMode | undefined;
  /** Conditions of the first stage that count as met. */
  readonly overridden?: readonly ConditionKind[];
}

interface RunOptions {
  readonly named?: readonly SourceRevision[];
  readonly objectKeys?: ReadonlyMap<string, string>;
  /** A roll back works with what this execution made: its artifacts and variables. */
  readonly target?: ExecutionRun;
}

const END_STATES = {
  Succeeded: "SUCCEEDED",
  Failed: "FAILED",
  Stopped: "STOPPED",
  Superseded: "SUPERSEDED",
  Cancelled: "CANCELED",
} as const;

/** An execution and what carries it out. It keeps the pipeline's structure that it started with. */
export class ExecutionRun {
  readonly declaration: PipelineDeclaration;
  readonly sequence: number;
  /** The revisions that its sources are to fetch, where somebody named them. */
  readonly named: readonly SourceRevision[];
  /** The keys that its S3 sources are to fetch in place of their own, by action. */
  readonly objectKeys: ReadonlyMap<string, string>;
  readonly stages: StageExecution[] = [];
  readonly artifacts: ExecutionArtifacts;
  /** By namespace. */
  readonly outputVariables: Map<string, Readonly<Record<string, string>>>;
  readonly events: EventQueue;
  attempt = 1;
  /** Nothing goes on, and every event is delivered. */
  over = true;
  readonly #changes = new Changes();
  #halted = new AbortController();
  #abandoned = new AbortController();
  #left: Promise<unknown>[] = [];

  constructor(
    readonly scope: Scope,
    readonly pipeline: Pipeline,
    readonly execution: Execution,
    { named = [], objectKeys = new Map(), target }: RunOptions,
  ) {
    this.named = named;
    this.objectKeys = objectKeys;
    this.declaration = pipeline.declaration;
    this.sequence = pipeline.runs.length;
    this.artifacts = target?.artifacts ?? new ExecutionArtifacts(scope, this.declaration);
    this.outputVariables = new Map(target?.outputVariables);
    this.events = new EventQueue(scope);
    pipeline.runs.push(this);
  }

  /** Goes on in the background. */
  start(leg: Leg = { from: 0, until: this.declaration.stages.length }): void {
    const { pipelineExecutionId, pipelineName } = this.execution;
    this.over = false;
    this.#halted = new AbortController();
    this.#abandoned = new AbortController();
    this.#left = [];
    this.#become("InProgress");
    this.tell(this.attempt === 1 ? "STARTED" : "RESUMED");
    this.scope.background.start(`execution ${pipelineExecutionId} of ${pipelineName}`, (ending) =>
      this.#go(leg, ending),
    );
  }

  /** Begins no further action; what is in progress ends by itself. */
  halt(kind: "stop" | "update"): void {
    if (kind === "stop") this.#tellStopping();
    this.#halted.abort(new Interruption(kind));
    this.changed();
  }

  /** Whether a stage may go back to what this execution brought there. */
  canBeTarget(stageName: string): boolean {
    const { executionType, pipelineVersion } = this.execution;
    const stage = this.stages.find((one) => one.stageName === stageName);
    return (
      stage?.status === "Succeeded" &&
      executionType === "STANDARD" &&
      pipelineVersion === this.pipeline.version
    );
  }

  /** Takes a stage back to what this execution brought there, by a new execution of that stage alone. */
  rollBackTo(stageName: string, trigger: ExecutionTrigger): ExecutionRun {
    const { sourceRevisions, variables, pipelineExecutionId } = this.execution;
    const execution = newExecution(this.scope, this.pipeline, {
      trigger,
      sourceRevisions,
      variables,
      executionType: "ROLLBACK",
      rollbackMetadata: { rollbackTargetPipelineExecutionId: pipelineExecutionId },
    });
    const run = new ExecutionRun(this.scope, this.pipeline, execution, { target: this });
    const from = this.declaration.stages.findIndex(({ name }) => name === stageName);
    run.start({ from, until: from + 1 });
    return run;
  }

  /** Ends at once. */
  interrupt(reason: unknown): void {
    this.#halted.abort(reason);
    this.#abandoned.abort(reason);
    this.changed();
  }

  /** Fires when nothing more may be started. */
  get halted(): AbortSignal {
    return this.#halted.signal;
  }

  /** Fires when what is in progress has to end. */
  get abandoned(): AbortSignal {
    return this.#abandoned.signal;
  }

  get interrupted(): boolean {
    return this.#abandoned.signal.aborted;
  }

  get interruption(): unknown {
    return this.#abandoned.signal.reason;
  }

  /** Whether its pipeline, or the whole local AWS, is gone: nobody is told any more. */
  get quiet(): boolean {
    return (
      this.interrupted && !(this.interruption instanceof Interruption && this.interruption.kind !== "delete")
    );
  }

  /** Work that may outlive its action. */
  leave(work: Promise<unknown>): void {
    this.#left.push(work);
  }

  tell(state: PipelineState): void {
    this.events.add(pipelineEvent(this, state));
  }

  changed(): void {
    this.#changes.changed();
  }

  /** Resolves at the next change. */
  nextChange(): Promise<void> {
    return this.#changes.next();
  }

  async #go(leg: Leg, ending: AbortSignal): Promise<void> {
    const abandoned = this.#abandoned;
    const left = this.#left;
    const end = () => this.interrupt(ending.reason);
    ending.addEventListener("abort", end, { once: true });
    try {
      await this.#throughStages(leg).catch((reason: unknown) => this.#endInterrupted(reason));
      if (!this.quiet) await this.events.drained();
    } finally {
      ending.removeEventListener("abort", end);
      // Who hears of a failure may have retried it meanwhile.
      this.over ||= abandoned === this.#abandoned;
      this.changed();
      await Promise.allSettled(left);
    }
  }

  async #throughStages({ from, until, retryMode, overridden = [] }: Leg): Promise<void> {
    for (const [index, stage] of this.declaration.stages.slice(from, until).entries()) {
      const gate = gateOf(this.pipeline, stage.name);
      if ((await gate.enter(this, this.halted)) === "superseded") return this.#end("Superseded");
      try {
        const stageRun = new StageRun(this, stage);
        const isFirst = index === 0;
        const outcome = await stageRun.go(isFirst ? retryMode : undefined, isFirst ? overridden : []);
        if (outcome.status === "Failed") {
          this.#end("Failed", stageRun.failure);
          if (outcome.rollBack) this.#rollBack(stage.name);
          return;
        }
      } finally {
        gate.leave(this);
      }
    }
    this.#end("Succeeded");
  }

  #tellStopping(): void {
    this.#become("Stopping");
    this.tell("STOPPING");
    for (const stage of this.stages.filter(({ status }) => status === "InProgress")) {
      stage.status = "Stopping";
      this.events.add(stageEvent(this, stage, "STOPPING"));
    }
  }

  #endInterrupted(reason: unknown): void {
    if (this.quiet) return;
    if (!(reason instanceof Interruption)) throw reason;
    this.#end(reason.kind === "stop" ? "Stopped" : "Cancelled");
  }

  #end(status: keyof typeof END_STATES, summary?: string): void {
    this.#become(status, summary);
    this.tell(END_STATES[status]);
  }

  // What a failed stage goes back to: the last execution that succeeded in it, of the same structure.
  #rollBack(stageName: string): void {
    if (this.execution.executionType === "ROLLBACK") return;
    const target = this.pipeline.runs.findLast((run) => run !== this && run.canBeTarget(stageName));
    const { pipelineExecutionId } = this.execution;
    target?.rollBackTo(stageName, { triggerType: "AutomatedRollback", triggerDetail: pipelineExecutionId });
  }

  #become(status: Execution["status"], summary?: string): void {
    const { execution } = this;
    execution.status = status;
    execution.lastUpdateTime = this.scope.clock.now() / 1000;
    if (summary === undefined) delete execution.statusSummary;
    else execution.statusSummary = summary;
  }
}
