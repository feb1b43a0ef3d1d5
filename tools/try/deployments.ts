import type { LocalAccount } from "../../local/aws/local-account";
import { type DeploymentRest, LocalDeployment, type TrafficShift } from "../../local/aws/local-deployments";
import type { ActionRun } from "../../local/aws/pipeline-run";
import { linesOf, say } from "./say";
import { titleOf } from "./title";

const SECOND_MS = 1000;
const MINUTES = 60 * SECOND_MS;
/** How long new tasks are given here to start; CodeDeploy gives them an hour. */
const PATIENCE_MS = 20 * SECOND_MS;

type Waiting = Exclude<DeploymentRest, { readonly reason: "over" }>;

/** Follows the deployment of CodeDeploy that an action waits for to its end, and lets time pass for it; each once. */
export async function showDeployment(
  account: LocalAccount,
  action: ActionRun,
  shown: Set<string>,
  whenShifted: ((deployment: LocalDeployment) => Promise<void>) | undefined,
): Promise<void> {
  const { externalExecutionId: id } = action.output.executionResult;
  if (action.input.actionTypeId.provider !== "CodeDeployToECS" || id === undefined || shown.has(id)) return;
  shown.add(id);
  say(`  ${titleOf(action)}  deployment ${id}`);
  await new ShownDeployment(account, new LocalDeployment(account, id), whenShifted).toItsEnd();
}

/** One deployment as it goes. */
class ShownDeployment {
  #shifts = 0;

  constructor(
    private readonly account: LocalAccount,
    private readonly deployment: LocalDeployment,
    private whenShifted: ((deployment: LocalDeployment) => Promise<void>) | undefined,
  ) {}

  async toItsEnd(): Promise<void> {
    let startingSince = Date.now();
    for (;;) {
      const rest = await this.deployment.restWithin(1);
      await this.#showTraffic();
      if (rest?.reason === "over") return this.#showRollback();
      if (rest?.reason !== "tasks") startingSince = Date.now();
      if (rest === undefined) continue;
      const isStarting = rest.reason === "tasks" && Date.now() - startingSince < PATIENCE_MS;
      if (isStarting) await new Promise((resolve) => setTimeout(resolve, SECOND_MS / 2));
      else await this.#letGoOn(rest);
    }
  }

  async #letGoOn(rest: Waiting): Promise<void> {
    const { deploymentId } = this.deployment;
    if (rest.reason === "ready") {
      say(`    waits       for somebody: aws deploy continue-deployment --deployment-id ${deploymentId}`);
      return this.deployment.goOn();
    }
    const whenShifted = rest.reason === "tasks" ? undefined : this.whenShifted;
    if (whenShifted !== undefined) {
      this.whenShifted = undefined;
      return whenShifted(this.deployment);
    }
    const minutes = await this.#minutesUntil(rest.until);
    say(
      `    waits       ${whyWaiting[rest.reason]}: ${minutes} ${minutes === 1 ? "minute passes" : "minutes pass"}`,
    );
    await this.account.passTime({ minutes });
  }

  /** From what happened last: the account's clock is not this machine's. */
  async #minutesUntil(until: number): Promise<number> {
    const events = await this.deployment.lifecycleEvents();
    const times = events.flatMap(({ startTime = 0, endTime = 0 }) => [startTime, endTime]);
    const shifts = (await this.deployment.traffic()).map(({ time }) => time);
    const last = Math.max(...times, ...shifts) * SECOND_MS;
    return Math.max(Math.round((until - last) / MINUTES), 1);
  }

  async #showTraffic(): Promise<void> {
    const traffic = await this.deployment.traffic();
    for (const shift of traffic.slice(this.#shifts)) say(`    ${trafficLine(shift)}`);
    this.#shifts = traffic.length;
  }

  async #showRollback(): Promise<void> {
    const { errorInformation } = await this.deployment.told();
    if (errorInformation !== undefined) {
      say(`    stopped     ${errorInformation.code}`);
      for (const line of linesOf(errorInformation.message)) say(`      ${line}`);
    }
    const rollback = await this.deployment.rollback();
    if (rollback === undefined) return;
    say(`    taken back  by deployment ${rollback.deploymentId}`);
    for (const shift of await rollback.traffic()) say(`    ${trafficLine(shift)}`);
  }
}

const whyWaiting: Readonly<Record<Exclude<Waiting["reason"], "ready">, string>> = {
  traffic: "with the next step",
  termination: "with the end of the old tasks",
  tasks: "for tasks that do not start",
};

/** Such as `production  90 % blue, 10 % green`. */
export function trafficLine({ listener, weights }: TrafficShift): string {
  const shares = Object.entries(weights).filter(([, percentage]) => percentage > 0);
  return `${listener.padEnd(10)}  ${shares.map(([name, percentage]) => `${percentage} % ${name}`).join(", ")}`;
}
