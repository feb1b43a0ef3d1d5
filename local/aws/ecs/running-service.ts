import type { Scope } from "../gateway/scope";
import { type CircuitBreaker, type Deployment, failureThreshold, newDeployment } from "./deployment";
import { type RunningContainer, startContainers } from "./start-containers";
import { newTaskId, type ServiceIdentity, type Task, taskArn } from "./task";
import { taskDefinitionOf } from "./task-definition";
import { TaskStartFailure } from "./task-start-failure";

/** How long ECS waits before it tries again to start what did not start. */
const RETRY_MS = 10_000;
const KEPT_STOPPED_TASKS = 10;
const KEPT_EVENTS = 100;

/** What an event of a service says. */
export interface ServiceEvent {
  readonly createdAt: number;
  readonly message: string;
}

/** What a service is asked to run. */
export interface WantedTasks {
  desiredCount: number;
  circuitBreaker: CircuitBreaker;
}

/** The tasks of one service. New ones take the place of old ones when all of them have started. */
export class RunningService {
  /** The newest first: that one is PRIMARY. */
  #deployments: Deployment[] = [];
  #lastCompleted: string | undefined;
  #tasks: Task[] = [];
  #events: ServiceEvent[] = [];
  #isDeleted = false;
  #turn: Promise<void> = Promise.resolve();

  constructor(
    private readonly scope: Scope,
    readonly identity: ServiceIdentity,
    readonly wanted: WantedTasks,
  ) {}

  get deployments(): readonly Deployment[] {
    return this.#deployments;
  }

  /** The newest last. */
  get tasks(): readonly Task[] {
    return this.#tasks;
  }

  /** The newest first. */
  get events(): readonly ServiceEvent[] {
    return this.#events;
  }

  runningOf({ id }: Deployment): Task[] {
    return this.#running().filter(({ startedBy }) => startedBy === id);
  }

  /** Starts tasks of a task definition; waits for the first try only. */
  async deploy(taskDefinitionArn: string): Promise<void> {
    const deployment = newDeployment(taskDefinitionArn, this.#now());
    // One that started nothing leaves no trace: only those with tasks stay beside the new one.
    this.#deployments = [deployment, ...this.#deployments.filter((old) => this.runningOf(old).length > 0)];
    await this.#settle(deployment);
  }

  /** Starts or stops as many tasks as are missing or too many. */
  async scale(): Promise<void> {
    const [primary] = this.#deployments;
    if (primary !== undefined) await this.#settle(primary);
  }

  /** Stops all tasks for good. */
  delete(): void {
    this.#isDeleted = true;
    for (const task of this.#running()) this.#stop(task);
    this.#deployments = [];
  }

  // One after the other: a retry must not meet a new deployment half-way.
  async #settle(deployment: Deployment): Promise<void> {
    const tryOnce = () => this.#tryOnce(deployment);
    this.#turn = this.#turn.then(tryOnce, tryOnce);
    await this.#turn;
  }

  async #tryOnce(deployment: Deployment): Promise<void> {
    if (!this.#isWanted(deployment) || deployment.rolloutState === "FAILED") return;
    const missing = this.wanted.desiredCount - this.runningOf(deployment).length;
    try {
      for (let started = 0; started < missing; started += 1) await this.#start(deployment);
      for (const task of missing < 0 ? this.runningOf(deployment).slice(missing) : []) this.#stop(task);
      if (this.#isWanted(deployment)) this.#complete(deployment);
    } catch (error) {
      if (!(error instanceof TaskStartFailure)) throw error;
      this.#failed(deployment, error);
    }
  }

  // Not any more where something else was asked for while its tasks started.
  #isWanted(deployment: Deployment): boolean {
    return !this.#isDeleted && this.#deployments[0] === deployment;
  }

  async #start(deployment: Deployment): Promise<void> {
    const { scope, identity } = this;
    const taskId = newTaskId();
    const { taskDefinitionArn } = deployment;
    const add = (
      containers: readonly RunningContainer[],
      status: Pick<Task, "lastStatus" | "stoppedReason">,
    ) => {
      const startedBy = deployment.id;
      const createdAt = this.#now();
      const arn = taskArn(identity, taskId);
      this.#tasks.push({ taskArn: arn, taskDefinitionArn, startedBy, createdAt, containers, ...status });
      this.#forgetOldStopped();
    };
    const definition = await taskDefinitionOf(scope, taskDefinitionArn);
    try {
      const containers = await startContainers(scope, definition, taskId);
      if (!this.#isWanted(deployment)) return;
      add(containers, { lastStatus: "RUNNING" });
      this.#say(`has started 1 tasks: (task ${taskId}).`);
    } catch (error) {
      if (!(error instanceof TaskStartFailure)) throw error;
      const containers = definition.containerDefinitions.map(({ name, image }) => ({
        name,
        image,
        imageDigest: undefined,
      }));
      add(containers, { lastStatus: "STOPPED", stoppedReason: error.message });
      throw error;
    }
  }

  #complete(deployment: Deployment): void {
    for (const task of this.#running()) if (task.startedBy !== deployment.id) this.#stop(task);
    this.#deployments = [deployment];
    this.#lastCompleted = deployment.taskDefinitionArn;
    deployment.updatedAt = this.#now();
    if (deployment.rolloutState === "COMPLETED") return;
    deployment.rolloutState = "COMPLETED";
    deployment.rolloutStateReason = `ECS deployment ${deployment.id} completed.`;
    this.#say(`(deployment ${deployment.id}) deployment completed.`);
    this.#say("has reached a steady state.");
  }

  #failed(deployment: Deployment, { message }: TaskStartFailure): void {
    const { desiredCount, circuitBreaker } = this.wanted;
    deployment.failedTasks += 1;
    deployment.updatedAt = this.#now();
    this.#say(`failed to launch a task with (error ${message}).`);
    if (!circuitBreaker.enable || deployment.failedTasks < failureThreshold(desiredCount)) {
      this.#retry(deployment);
      return;
    }
    deployment.rolloutState = "FAILED";
    deployment.rolloutStateReason = "ECS deployment circuit breaker: tasks failed to start.";
    this.#say(`(deployment ${deployment.id}) deployment failed: tasks failed to start.`);
    if (circuitBreaker.rollback) this.#rollBack(deployment);
  }

  #rollBack(failed: Deployment): void {
    if (this.#lastCompleted === undefined) return;
    const deployment = newDeployment(this.#lastCompleted, this.#now());
    const reason = `ECS deployment circuit breaker: rolling back to deploymentId ${deployment.id}.`;
    failed.rolloutStateReason = reason;
    deployment.rolloutStateReason = reason;
    this.#say(`rolling back to deployment ${deployment.id}.`);
    this.#deployments = [deployment, ...this.#deployments];
    // In a turn of its own: this one is not over.
    this.scope.background.start(`the roll-back of ${this.identity.serviceArn}`, () =>
      this.#settle(deployment),
    );
  }

  #retry(deployment: Deployment): void {
    const { scope, identity } = this;
    scope.background.start(`the tasks of ${identity.serviceArn}`, async (signal) => {
      await scope.clock.wait(RETRY_MS, signal);
      await this.#settle(deployment);
    });
  }

  #stop(task: Task): void {
    task.lastStatus = "STOPPED";
    this.#say(`has stopped 1 running tasks: (task ${task.taskArn.split("/").at(-1)}).`);
    this.#forgetOldStopped();
  }

  #forgetOldStopped(): void {
    const stopped = this.#tasks.filter(({ lastStatus }) => lastStatus === "STOPPED");
    const forgotten = new Set(stopped.slice(0, -KEPT_STOPPED_TASKS));
    this.#tasks = this.#tasks.filter((task) => !forgotten.has(task));
  }

  #running(): Task[] {
    return this.#tasks.filter(({ lastStatus }) => lastStatus === "RUNNING");
  }

  #say(what: string): void {
    const event = { createdAt: this.#now(), message: `(service ${this.identity.serviceName}) ${what}` };
    this.#events = [event, ...this.#events].slice(0, KEPT_EVENTS);
  }

  #now(): number {
    return this.scope.clock.now() / 1000;
  }
}
