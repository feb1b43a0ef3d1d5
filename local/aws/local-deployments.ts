import { z } from "zod";
import type { AwsClient } from "./client/aws-client";
import type { LifecycleEvent, TrafficShift } from "./codedeploy/deployment";
import type { DeploymentRest } from "./codedeploy/running/deployment-rest";

export type { DeploymentRest, LifecycleEvent, TrafficShift };

type Caller = Pick<AwsClient, "call">;

// A client waits no longer for an answer.
const LONGEST_WAIT_SECONDS = 20;

const info = z.looseObject({
  status: z.string(),
  creator: z.string(),
  errorInformation: z.object({ code: z.string(), message: z.string() }).optional(),
  rollbackInfo: z
    .object({
      rollbackDeploymentId: z.string().optional(),
      rollbackTriggeringDeploymentId: z.string().optional(),
      rollbackMessage: z.string().optional(),
    })
    .optional(),
});

/** A deployment as GetDeployment tells it. */
export type DeploymentTold = z.output<typeof info>;

/** The newest deployment of a group, also one that rolled another back. */
export async function latestDeployment(
  account: Caller,
  applicationName: string,
  deploymentGroupName: string,
): Promise<LocalDeployment> {
  const answer = await account.call("local-aws", "FindDeployment", { applicationName, deploymentGroupName });
  const { deploymentId } = z.object({ deploymentId: z.string().optional() }).parse(answer);
  if (deploymentId === undefined) {
    throw new Error(`The deployment group ${applicationName}/${deploymentGroupName} has no deployment yet.`);
  }
  return new LocalDeployment(account, deploymentId);
}

/** One deployment of CodeDeploy, to look at and to wait for, from any process. */
export class LocalDeployment {
  constructor(
    private readonly account: Caller,
    readonly deploymentId: string,
  ) {}

  async told(): Promise<DeploymentTold> {
    const answer = await this.account.call("codedeploy", "GetDeployment", this.#key);
    return z.object({ deploymentInfo: info }).parse(answer).deploymentInfo;
  }

  async status(): Promise<string> {
    return (await this.told()).status;
  }

  /** Its events in order, with their times. */
  async lifecycleEvents(): Promise<readonly LifecycleEvent[]> {
    const { targetIds } = (await this.account.call("codedeploy", "ListDeploymentTargets", this.#key)) as {
      targetIds: string[];
    };
    const input = { ...this.#key, targetIds };
    const answer = await this.account.call("codedeploy", "BatchGetDeploymentTargets", input);
    const { deploymentTargets } = answer as {
      deploymentTargets: { ecsTarget: { lifecycleEvents: LifecycleEvent[] } }[];
    };
    return deploymentTargets.flatMap(({ ecsTarget }) => ecsTarget.lifecycleEvents);
  }

  /** How the listeners spread traffic since it began, oldest first: percent by target group. */
  async traffic(): Promise<readonly TrafficShift[]> {
    const answer = await this.account.call("local-aws", "ListTrafficShifts", this.#key);
    return (answer as { traffic: TrafficShift[] }).traffic;
  }

  /** Waits until it does not go on by itself: it is over, with its roll-back, or waits for time or for somebody. */
  async rest(limitSeconds = 60): Promise<DeploymentRest> {
    const rest = await this.restWithin(limitSeconds);
    if (rest !== undefined) return rest;
    const events = (await this.lifecycleEvents()).map(
      ({ lifecycleEventName, status }) => `${lifecycleEventName} ${status}`,
    );
    throw new Error(
      `The deployment ${this.deploymentId} is ${await this.status()} after ${limitSeconds} seconds (${events.join(", ")})`,
    );
  }

  /** Waits like `rest`; undefined where it still goes on by itself when the time is up. */
  async restWithin(limitSeconds: number): Promise<DeploymentRest | undefined> {
    const deadline = Date.now() + limitSeconds * 1000;
    for (;;) {
      const left = Math.max((deadline - Date.now()) / 1000, 0.001);
      const input = { ...this.#key, seconds: Math.min(left, LONGEST_WAIT_SECONDS) };
      const { rest } = (await this.account.call("local-aws", "WaitForDeployment", input)) as {
        rest?: DeploymentRest;
      };
      if (rest !== undefined || Date.now() >= deadline) return rest;
    }
  }

  /** The deployment that takes it back. */
  async rollback(): Promise<LocalDeployment | undefined> {
    const id = (await this.told()).rollbackInfo?.rollbackDeploymentId;
    return id === undefined ? undefined : new LocalDeployment(this.account, id);
  }

  /** Stops it; without `rollBack` the group decides whether it is taken back. */
  async stop(options: { readonly rollBack?: boolean } = {}): Promise<void> {
    const { rollBack } = options;
    const input = rollBack === undefined ? {} : { autoRollbackEnabled: rollBack };
    await this.account.call("codedeploy", "StopDeployment", { ...this.#key, ...input });
  }

  /** Lets it go on: with the traffic, or with the end of the old tasks. */
  async goOn(deploymentWaitType: "READY_WAIT" | "TERMINATION_WAIT" = "READY_WAIT"): Promise<void> {
    await this.account.call("codedeploy", "ContinueDeployment", { ...this.#key, deploymentWaitType });
  }

  get #key() {
    return { deploymentId: this.deploymentId };
  }
}
