import type { Scope } from "../gateway/scope";
import { type ContainerDecision, decisionOf } from "./container-decisions";
import { startContainers } from "./start-containers";
import { newTaskId } from "./task";
import type { TaskDefinition } from "./task-definition";
import { TaskStartFailure } from "./task-start-failure";

/** What a container exits with that did not end by itself. */
const KILLED = 137;

/** Where and for whom a task runs, as RunTask was asked. */
export interface TaskSetting {
  readonly clusterArn: string;
  readonly launchType: string;
  readonly capacityProviderName?: string | undefined;
  readonly platformVersion?: string | undefined;
  readonly group: string;
  readonly startedBy?: string | undefined;
  readonly network?: TaskNetwork | undefined;
  readonly overrides: object;
  readonly tags: readonly object[];
  readonly enableExecuteCommand: boolean;
}

/** The network of a task that has an interface of its own. */
export interface TaskNetwork {
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  readonly assignPublicIp: string;
}

/** A container of a task, which has run once it has an exit code. */
export interface TaskContainer {
  readonly name: string;
  readonly image: string;
  readonly isEssential: boolean;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** The names of the variables that get a secret. */
  readonly secrets: readonly string[];
  imageDigest?: string | undefined;
  lastStatus: "PENDING" | "RUNNING" | "STOPPED";
  exitCode?: number;
  reason?: string;
}

type StopCode = "TaskFailedToStart" | "EssentialContainerExited" | "UserInitiated";

/** A task that was run by itself, of no service: no container runs, what each does is decided by the test. */
export class OneOffTask {
  readonly id = newTaskId();
  readonly taskArn: string;
  readonly createdAt: number;
  readonly containers: readonly TaskContainer[];
  lastStatus: "PROVISIONING" | "RUNNING" | "STOPPED" = "PROVISIONING";
  startedAt: number | undefined;
  stopped: { readonly at: number; readonly code: StopCode; readonly reason: string } | undefined;
  readonly #decisions: ReadonlyMap<string, ContainerDecision>;
  readonly #stopping = new AbortController();

  constructor(
    private readonly scope: Scope,
    /** With what RunTask overrides. */
    readonly definition: TaskDefinition,
    readonly setting: TaskSetting,
  ) {
    this.taskArn = `${setting.clusterArn.replace(":cluster/", ":task/")}/${this.id}`;
    this.createdAt = this.#now();
    this.containers = definition.containerDefinitions.map(
      ({ name, image, command, environment, secrets, essential }) => ({
        ...{ name, image, command, isEssential: essential, lastStatus: "PENDING" as const },
        environment: Object.fromEntries(environment.map((variable) => [variable.name, variable.value])),
        secrets: secrets.map((secret) => secret.name),
      }),
    );
    const { family } = definition;
    this.#decisions = new Map(this.containers.map(({ name }) => [name, decisionOf(scope, family, name)]));
  }

  /** Starts its containers, and waits until the task is over; not for one that runs forever. */
  async run(signal: AbortSignal): Promise<void> {
    try {
      await this.#start();
    } catch (error) {
      if (!(error instanceof TaskStartFailure)) throw error;
      for (const container of this.containers) {
        if (container.image === error.image) container.reason = error.message;
      }
      this.#end("TaskFailedToStart", error.message);
      return;
    }
    if (this.stopped !== undefined) return;
    try {
      await this.#untilItsEnd(AbortSignal.any([signal, this.#stopping.signal]));
    } catch (error) {
      if (!this.#stopping.signal.aborted) throw error;
    }
  }

  /** Stops it from outside; one that is over stays as it is. */
  stop(reason = "Task stopped by user"): void {
    if (this.stopped !== undefined) return;
    this.#end("UserInitiated", reason);
    this.#stopping.abort();
  }

  async #start(): Promise<void> {
    const { scope, definition, id } = this;
    const linesOf = ({ name }: { name: string }) => this.#decisionOf(name).lines;
    const started = await startContainers(scope, definition, id, linesOf);
    // Stopped while its images were pulled.
    if (this.stopped !== undefined) return;
    this.startedAt = this.#now();
    this.lastStatus = "RUNNING";
    for (const container of this.containers) {
      container.lastStatus = "RUNNING";
      container.imageDigest = started.find(({ name }) => name === container.name)?.imageDigest;
    }
  }

  async #untilItsEnd(signal: AbortSignal): Promise<void> {
    const { clock } = this.scope;
    const begin = clock.now();
    for (const minutes of this.#momentsOfExit()) {
      const left = begin + minutes * 60_000 - clock.now();
      if (left > 0) await clock.wait(left, signal);
      const exited = this.containers.filter(({ name }) => this.#decisionOf(name).runsForMinutes === minutes);
      for (const container of exited) {
        container.lastStatus = "STOPPED";
        container.exitCode = this.#decisionOf(container.name).exitCode;
      }
      if (!exited.some(({ isEssential }) => isEssential)) continue;
      this.#end("EssentialContainerExited", "Essential container in task exited");
      return;
    }
  }

  #momentsOfExit(): number[] {
    const moments = [...this.#decisions.values()].map(({ runsForMinutes }) => runsForMinutes);
    const finite = moments.filter((minutes) => minutes !== "forever");
    return [...new Set(finite)].sort((one, other) => one - other);
  }

  #decisionOf(container: string): ContainerDecision {
    const decision = this.#decisions.get(container);
    if (decision === undefined) throw new Error(`The task ${this.taskArn} has no container ${container}.`);
    return decision;
  }

  #end(code: StopCode, reason: string): void {
    for (const container of this.containers) {
      if (container.lastStatus === "RUNNING") container.exitCode = KILLED;
      container.lastStatus = "STOPPED";
    }
    this.lastStatus = "STOPPED";
    this.stopped = { at: this.#now(), code, reason };
  }

  #now(): number {
    return this.scope.clock.now() / 1000;
  }
}
