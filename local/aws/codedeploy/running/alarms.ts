import { contentOf, documentContent, elementsIn } from "../../cloudfront/xml-elements";
import { called, DeploymentFailure, DeploymentStop } from "./deployment-failure";
import type { DeploymentRun } from "./deployment-run";

// How often CodeDeploy looks is nowhere told.
const LOOK_AGAIN_MS = 1_000;

/** Looks at the alarms of the group again and again, and stops the deployment when one of them is active. */
export async function watchAlarms(run: DeploymentRun, signal: AbortSignal): Promise<void> {
  for (;;) {
    await run.scope.clock.wait(LOOK_AGAIN_MS, signal);
    await lookAtAlarms(run);
  }
}

/** Looks once. An alarm that nobody can look at stops the deployment too, unless the group says otherwise. */
export async function lookAtAlarms(run: DeploymentRun): Promise<void> {
  const {
    enabled = false,
    ignorePollAlarmFailure = false,
    alarms = [],
  } = run.deployment.group.alarmConfiguration ?? {};
  if (!enabled) return;
  try {
    const active = await activeOf(
      run,
      alarms.map(({ name }) => name),
    );
    if (active.length === 0) return;
    run.stop(
      new DeploymentStop(
        "ALARM_ACTIVE",
        "One or more alarms have been activated according to the Amazon CloudWatch metrics you selected, and the " +
          `affected deployments have been stopped. Activated alarms: <${active.join(", ")}>`,
        "DEPLOYMENT_STOP_ON_ALARM",
      ),
    );
  } catch (error) {
    if (!(error instanceof DeploymentFailure)) throw error;
    if (ignorePollAlarmFailure) return;
    run.stop(new DeploymentStop(error.code, error.message, "DEPLOYMENT_STOP_ON_ALARM"));
  }
}

async function activeOf(run: DeploymentRun, names: readonly string[]): Promise<string[]> {
  const input = Object.fromEntries(names.map((name, index) => [`AlarmNames.member.${index + 1}`, name]));
  const xml = await called(
    run.roleArn,
    "AmazonCloudWatch",
    () => run.client.query("monitoring", "DescribeAlarms", input),
    (said) => new DeploymentFailure("ALARM_ACTIVE", `The alarms could not be looked at: ${said}`),
  );
  const answer = contentOf(documentContent(xml, "DescribeAlarmsResponse"), "DescribeAlarmsResult") ?? "";
  const found = ["MetricAlarms", "CompositeAlarms"].flatMap((kind) =>
    elementsIn(contentOf(answer, kind) ?? ""),
  );
  return found
    .filter(({ content }) => contentOf(content, "StateValue") === "ALARM")
    .map(({ content }) => contentOf(content, "AlarmName") ?? "");
}
