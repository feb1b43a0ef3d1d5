import type { LocalAccount } from "../../../local/aws/local-account";

/** An alarm that is quiet. */
export async function createAlarm(account: LocalAccount, AlarmName: string): Promise<void> {
  await account.query("monitoring", "PutMetricAlarm", {
    AlarmName,
    Namespace: "Example",
    MetricName: "Errors",
    Statistic: "Sum",
    Period: "60",
    EvaluationPeriods: "1",
    Threshold: "1",
    ComparisonOperator: "GreaterThanOrEqualToThreshold",
  });
  await account.query("monitoring", "SetAlarmState", { AlarmName, StateValue: "OK", StateReason: "quiet" });
}
