import { randomBytes } from "node:crypto";
import type { AwsClient } from "../../client/aws-client";
import { AwsError } from "../../client/aws-error";
import type { Scope } from "../../gateway/scope";
import { type Deployment, type DeploymentStatus, isOver, type TrafficShift } from "../deployment";
import { stateChange } from "../deployment-events";
import { DeploymentFailure, type DeploymentStop } from "./deployment-failure";

/** What a deployment may wait for by the clock. */
export type WaitsFor = "ready" | "traffic" | "termination" | "tasks" | "hook";

/** What it waits for now, and until when. */
export interface Waiting {
  readonly for: WaitsFor;
  /** In milliseconds since 1970. */
  readonly until: number;
}

interface OpenHook {
  readonly id: string;
  answer: "Succeeded" | "Failed" | undefined;
}

/** One deployment on its way: its state, what it waits for, and how it is told to stop or to go on. */
export class DeploymentRun {
  /** The listeners that lead elsewhere since, in part at least. */
  readonly changedListeners = new Set<TrafficShift["listener"]>();
  readonly #stopping = new AbortController();
  readonly #listeners = new Set<() => void>();
  readonly #hooks = new Map<string, OpenHook>();
  #waiting: (Waiting & { readonly goOn: () => void }) | undefined;
  #signal: AbortSignal = this.#stopping.signal;
  #client: AwsClient | undefined;
  #telling = 0;

  constructor(
    readonly scope: Scope,
    readonly deployment: Deployment,
  ) {}

  get roleArn(): string {
    return this.deployment.group.serviceRoleArn;
  }

  /** Ends all waiting when the deployment is stopped, or the local AWS ends. */
  get signal(): AbortSignal {
    return this.#signal;
  }

  /** Calls AWS as the group's role. */
  get client(): AwsClient {
    if (this.#client === undefined) throw new Error("A deployment acts before it has its role.");
    return this.#client;
  }

  /** Nothing where it is about to end. */
  get waiting(): Waiting | undefined {
    return this.#signal.aborted ? undefined : this.#waiting;
  }

  /** Whether those who listen have not heard yet of its state. */
  get isTelling(): boolean {
    return this.#telling > 0;
  }

  get stopReason(): DeploymentStop | undefined {
    return this.#stopping.signal.reason as DeploymentStop | undefined;
  }

  endWith(ending: AbortSignal): void {
    this.#signal = AbortSignal.any([ending, this.#stopping.signal]);
  }

  /** Takes on the group's role. */
  async assumeRole(): Promise<void> {
    const { scope, deployment, roleArn } = this;
    const { applicationName, deploymentGroupName } = deployment.group;
    try {
      const session = await scope.sessions.openForService(
        scope,
        roleArn,
        "codedeploy.amazonaws.com",
        deployment.info.deploymentId,
        {
          sourceArn: scope.arn("codedeploy", `deploymentgroup:${applicationName}/${deploymentGroupName}`),
          sourceAccount: scope.accountId,
        },
      );
      this.#client = scope.as(session);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      throw new DeploymentFailure("IAM_ROLE_PERMISSIONS", error.message);
    }
  }

  /** Goes into another state, which whoever listens hears of. */
  async enter(status: DeploymentStatus): Promise<void> {
    const { info } = this.deployment;
    info.status = status;
    if (isOver(this.deployment)) info.completeTime = this.scope.clock.now() / 1000;
    this.#telling += 1;
    this.changed();
    try {
      await this.scope.emit(stateChange(this.scope, this.deployment));
    } finally {
      this.#telling -= 1;
      this.changed();
    }
  }

  /** Goes on after it was ready, of which nobody hears. */
  resume(): void {
    this.deployment.info.status = "InProgress";
    this.changed();
  }

  stop(reason: DeploymentStop): void {
    this.#stopping.abort(reason);
  }

  /** Waits by the clock; answers whether somebody said before that it goes on. */
  async wait(what: WaitsFor, ms: number, until = this.scope.clock.now() + ms): Promise<"continued" | "over"> {
    const goingOn = new AbortController();
    this.#waiting = { for: what, until, goOn: () => goingOn.abort() };
    this.changed();
    try {
      await this.scope.clock.wait(ms, AbortSignal.any([this.#signal, goingOn.signal]));
      return "over";
    } catch (error) {
      if (!goingOn.signal.aborted || this.#signal.aborted) throw error;
      return "continued";
    } finally {
      this.#waiting = undefined;
    }
  }

  /** Ends a waiting before its time; answers whether it was waited for that. */
  goOn(what: WaitsFor): boolean {
    if (this.#waiting?.for !== what) return false;
    this.#waiting.goOn();
    return true;
  }

  /** Waits for a function to say how it found things; undefined when its time is up. */
  async hookAnswer(invoke: (id: string) => Promise<void>, ms: number): Promise<OpenHook["answer"]> {
    const hook: OpenHook = { id: randomBytes(48).toString("base64"), answer: undefined };
    this.#hooks.set(hook.id, hook);
    await invoke(hook.id);
    if (hook.answer === undefined) await this.wait("hook", ms);
    return hook.answer;
  }

  /** A function says how it found things. */
  answerHook(id: string, answer: "Succeeded" | "Failed"): void {
    const hook = this.#hooks.get(id);
    if (hook === undefined) {
      throw new AwsError(
        "InvalidLifecycleEventHookExecutionIdException",
        `The deployment ${this.deployment.info.deploymentId} has run no function with this lifecycleEventHookExecutionId`,
      );
    }
    if (hook.answer !== undefined || isOver(this.deployment)) {
      throw new AwsError(
        "LifecycleEventAlreadyCompletedException",
        "An attempt to return the status of an already completed lifecycle event occurred.",
      );
    }
    hook.answer = answer;
    this.goOn("hook");
  }

  /** Tells those who wait for a change. */
  changed(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  /** Resolves at the next change, or after a while. */
  async nextChange(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const end = () => {
        clearTimeout(timer);
        this.#listeners.delete(end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      this.#listeners.add(end);
    });
  }
}
